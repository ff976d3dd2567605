"""What is missing or overdue, the oldest first, and how much of the register is complete."""

import streamlit as st

from ui import boxes, filters, findings, flash, numbers, worklist
from ui.words import _


def page() -> None:
    flash.show()
    asked = filters.ask()
    now = numbers.of(numbers.worklist, asked)
    boxes.headline(findings.complete(now.whole))
    if now.whole.events:
        st.progress(now.whole.whole / now.whole.events)
    boxes.quiet(
        _(
            "Of events held, and planned ones whose day is over. Complete: attendance known, at trainings, seminars "
            "and forums the number of learners too, the ledger adds up to the announced total, all learners and "
            "speakers who were counted are named, no follow-up is overdue."
        )
    )
    worklist.whole(now.unknowns)
