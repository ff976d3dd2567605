"""make demo: the app and a spreadsheet side by side, without a Google account. Nothing of it stays."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import httpx

from standin.server import serving_sheets
from standin.window import showing

ROOT = Path(__file__).resolve().parents[1]
TOLD = """
  สาน / Saan                      {app}
  สเปรดชีตจำลอง / the spreadsheet   {sheet}

  หยุดด้วย Ctrl+C ข้อมูลตัวอย่างทั้งหมดจะหายไป / Ctrl+C ends both; all that they hold is made up, and goes.
"""


@click.command()
@click.option("--port", default=8501, help="Of the app; the spreadsheet has the next one. 0: any that are free.")
def demo(port: int) -> None:
    """Serve the app and a stand-in for Google Sheets until Ctrl+C."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with (
        TemporaryDirectory(prefix="saan-demo-") as name,
        serving_sheets(Path(name) / "google") as google,
        showing(book := google.books.create("ทะเบียนสาน (สาธิต)"), port and port + 1) as sheet,
    ):
        env = {
            **os.environ,
            **google.env,
            "SAAN_HOME": str(Path(name) / "register"),
            "SAAN_SHEETS": f"https://docs.google.com/spreadsheets/d/{book.id}/edit",
            "GOOGLE_APPLICATION_CREDENTIALS": str(google.key_file),
        }
        subprocess.run(
            [sys.executable, "-m", "db", "samples"], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL
        )
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
        with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as app:
            try:
                assert app.stdout is not None
                found = next((m for line in app.stdout if (m := re.search(r"URL: (http://\S+)", line))), None)
                if found is None:
                    raise click.ClickException("The app did not start.")
                httpx.get(f"{found[1]}/_stcore/health", timeout=60).raise_for_status()
                click.echo(TOLD.format(app=found[1], sheet=sheet))
                for _ in app.stdout:
                    pass
            except KeyboardInterrupt:
                # Whoever is impatient presses it twice; what is made up must still go.
                signal.signal(signal.SIGINT, signal.SIG_IGN)
            finally:
                app.terminate()


if __name__ == "__main__":
    demo()
