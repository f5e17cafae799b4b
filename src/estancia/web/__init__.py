"""The staff's pages and the public ones: one folder a room, each with `urls`, `views` and its templates.

How to build a page
===================
1. A view hangs on a door and calls casework; it never touches records:

       @door("hold")                                   # the url name, listed in casework.access.ROUTES
       def hold(request: StaffRequest, reference: str) -> HttpResponse:
           file = hold_file(reference=reference, by=request.actor, now=request.now)
           return render(request, "holds/hold.html", {"file": file, "questions": questions})

   An error meant for people (`ForPeople`) becomes a page by itself. To show it beside a field instead, catch it and
   redraw: `questions = answered(questions=questions, answers=typed(request.POST), errors=bad.fields,
   language=get_language())`.
2. The room's `urls.py` lists paths; add the room to `ROOMS` in `web/urls.py`. No namespaces, no names in addresses.
3. The template extends `base.html` (blocks: title, before, content, width, head) or `base_question.html` for one
   question a page (context: questions, act; optional: back, caption, heading, why, action, hidden; blocks: lead,
   more, other_acts, after). Titles name the task, never a person.
4. Questions are values of `web.questions`: Text, LongText, Radios, Checkboxes, Select, DateBoxes, each with name,
   label, hint, heading (its label is the h1), optional, error, value. `{% question q %}` draws one,
   `{% error_summary questions %}` the list of what to mend.
5. Parts are tags, loaded everywhere (see `templatetags/estancia.py`): button, mark and marked (word and colour),
   summary_list, timeline, identity_bar, back_link; around a text: inset, panel, notice, details, card.
   Shapes for them stand in `web.components` (Row, Moment, Mark, Identity).
6. `{% say sentence %}` says a `Sentence` in the reader's language; `{% place key %}` names a place.
7. One h1, one main button; no inline script or style; a wide table stands in
   `<div class="estancia-scroll" tabindex="0" role="region" aria-label="…">`.
8. Words are `{% translate "English" %}`; both catalogues in `web/locale` get them.
"""
