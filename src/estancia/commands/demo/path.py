"""The path that the check walks: who does what with which family, and what they must and must not see."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date

from estancia.admission import PRIVATE_CODES
from estancia.admission.sentences import reason_sentences
from estancia.commands.demo import cast
from estancia.commands.demo.five_families import JUAREZ, five_families, more_families
from estancia.commands.demo.folder import Login
from estancia.commands.demo.serving import HOST
from estancia.commands.demo.visitor import NoSuchForm, Page, Visitor
from estancia.commands.demo.walking import HandedIn, WayLost, decide, decisions_open, hear, sign_in

CARD = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{3,4}){2,}\b")
REASON = "Se revisó con la persona y con quien corresponde."
REFUSED = (403, 404)


class Trail:
    """What was seen so far, one line a step; visitors are kept signed in, one for each login."""

    def __init__(self, *, port: int, logins: Sequence[Login], on: date, say: Callable[[str], object]) -> None:
        self.port, self.on = port, on
        self.families = {**five_families(on=on), **more_families(on=on)}
        self.seen = self.wrong = 0
        self._say = say
        self._logins = {login.username: login for login in logins}
        self._visitors: dict[str, Visitor] = {}

    def see(self, who: str, what: str, *, ok: bool, seen: str = "") -> bool:
        """Say one step: a tick, or a cross with what was seen instead."""
        self.seen += 1
        self.wrong += not ok
        self._say(f"{'✓' if ok else '✗'} {who:<14}{what}" + (f"  ← {seen[:160]}" if seen and not ok else ""))
        return ok

    @contextmanager
    def family(self, name: str) -> Iterator[None]:
        """Go on with the next family when the way is lost with this one."""
        try:
            yield
        except (WayLost, NoSuchForm, OSError, IndexError, KeyError) as lost:
            self.see(name, "the way was lost", ok=False, seen=f"{type(lost).__name__}: {lost}")

    def as_(self, username: str) -> Visitor:
        """Give the visitor signed in as this login, signing in the first time."""
        if username not in self._visitors:
            login = self._logins[username]
            purpose = next(post.purpose for post in cast.POSTS if post.username == username)
            visitor = Visitor(host=HOST, port=self.port)
            _in_english(visitor)
            page = sign_in(visitor, username=username, password=login.password, purpose=purpose)
            self.see(username, "signed in, sees their work", ok=page.status == 200, seen=page.address)
            self._visitors[username] = visitor
        return self._visitors[username]

    def phrase(self, username: str) -> str:
        """Give the key phrase of this login's organisation."""
        return self._logins[username].phrase


def walk(trail: Trail) -> None:
    """Walk the whole path; every step is said as it is seen."""
    _public(trail)
    request = ""
    with trail.family("plain"):
        request = _plain(trail)
    for name, path in (("pregnant", _pregnant), ("aunt", _aunt), ("false date", _false_date), ("asylum", _asylum)):
        with trail.family(name):
            path(trail)
    with trail.family("other roles"):
        _others(trail, request=request)


def told(page: Page) -> list[str]:
    """Name what a page says that only a protecting body may read: a code, or its sentence in either language."""
    text = page.body.decode()
    sentences = {
        code: (said.es[:40], said.en[:40])
        for code, said in reason_sentences().items()
        if code.split(".")[0] in PRIVATE_CODES
    }
    by_word = [code for code in sorted(PRIVATE_CODES) if code in text]
    return by_word + [code for code, starts in sentences.items() if any(start in page.text for start in starts)]


# ── anybody ──────────────────────────────────────────────────────────────────────────────────────────────


def _in_english(visitor: Visitor) -> Visitor:
    """Choose English once, as a reader would; every page after it is in English."""
    page = visitor.get("/")
    visitor.hand_in(page, page.form_to("/language/"), {}, button="language")
    return visitor


def _public(trail: Trail) -> None:
    visitor = _in_english(Visitor(host=HOST, port=trail.port))
    for address, name in (("/", "home"), ("/clauses/", "clauses"), ("/verify/", "verify a paper")):
        page = visitor.get(address)
        trail.see("anybody", f"{name} opens", ok=page.status == 200, seen=str(page.status))
    said = visitor.get("/").text
    trail.see("anybody", "the page says where the clock stands", ok="2022" in said, seen=said)
    page = visitor.get("/holds/")
    trail.see("anybody", "the holds ask to sign in first", ok="/sign-in/" in page.address, seen=page.address)


# ── the families ─────────────────────────────────────────────────────────────────────────────────────────


def _plain(trail: Trail) -> str:
    desk, heard = hear_family(trail, "plain", reserved=False, open_now={"admit", "hold"})
    after = decide(desk, page=heard.page, decision="admit")
    trail.see("io-juarez", "plain: admitted, whole", ok="admitted" in after.heading.lower(), seen=after.heading)
    paper = desk.get(after.link_to(".pdf"))
    trail.see("io-juarez", "plain: the stay document is a PDF", ok=paper.body.startswith(b"%PDF"), seen=paper.kind)
    number = card_number(after)
    verified(trail, text=number, word="VALID")
    verified(trail, text="0000-0000-0000", word="NOT OURS")
    for way in ("out", "in"):
        _crosses(trail, desk, card=number, way=way)
    return heard.reference


def _crosses(trail: Trail, desk: Visitor, *, card: str, way: str) -> None:
    """Write a crossing down at the gate: the card, then one button."""
    gate = desk.get("/crossings/")
    found = desk.hand_in(gate, gate.form_with("text"), {"text": card})
    done = desk.hand_in(found, found.form_with("direction"), {}, button=way)
    trail.see("io-juarez", f"plain: goes {way} by card, in two actions", ok="written down" in done.text, seen=done.text)


def _pregnant(trail: Trail) -> None:
    desk, heard = hear_family(trail, "pregnant", reserved=True, open_now={"hold"})
    held = decide(desk, page=heard.page, decision="hold")
    trail.see("io-juarez", "pregnant: on hold, with its paper", ok=bool(held.link_to(".pdf")), seen=held.heading)
    opened = _opened(trail, "pw-paso", request=heard.reference)
    trail.see("pw-paso", "pregnant: reads the sealed answer", ok="pregnan" in opened.text.lower(), seen=opened.text)
    _answered(trail, "pw-paso", request=heard.reference, answer="uphold")
    again = desk.get(f"/requests/{heard.reference}/")
    lived = "hold" in again.text.lower() and not decisions_open(again) and not told(again)
    trail.see("io-juarez", "pregnant: still held, nobody refused her", ok=lived, seen=str(told(again)))


def _aunt(trail: Trail) -> None:
    desk, heard = hear_family(trail, "aunt", reserved=True, open_now={"hold"})
    decide(desk, page=heard.page, decision="hold")
    _notices(trail, "pw-ninez", about="Ada Funes")
    held = desk.get(f"/requests/{heard.reference}/")
    trail.see("io-juarez", "aunt: may not admit the child alone", ok=not decisions_open(held), seen=held.heading)
    _answered(trail, "pw-ninez", request=heard.reference, answer="lift")
    if not decisions_open(desk.get(f"/requests/{heard.reference}/")):  # the desk has a question of its own
        _answered(trail, "io-juarez", request=heard.reference, answer="lift")
    back = desk.get(f"/requests/{heard.reference}/")
    open_now = decisions_open(back)
    trail.see("io-juarez", "aunt: back at the desk, to be decided", ok="admit" in open_now, seen=str(open_now))
    after = decide(desk, page=back, decision="admit", reason=REASON)
    trail.see("io-juarez", "aunt: admitted together", ok="admitted" in after.heading.lower(), seen=after.heading)


def _false_date(trail: Trail) -> None:
    desk, heard = hear_family(trail, "false date", reserved=False, open_now={"hold", "admit"})
    said = reason_sentences()["hearing_date_disputed"].en[:30]
    trail.see("io-juarez", "false date: caught, and said", ok=said in heard.page.text, seen=heard.page.text)
    refused = decide(desk, page=heard.page, decision="admit")
    trail.see("io-juarez", "false date: no admission without a reason", ok=refused.status == 422, seen=refused.heading)
    held = decide(desk, page=heard.page, decision="hold")
    review = desk.hand_in(held, held.form_to("/review/"), {})
    trail.see("io-juarez", "false date: another look is asked", ok="/reviews/" in review.address, seen=review.address)
    _answered(trail, "co", request=heard.reference, answer="uphold")
    _reviewed(trail, address=review.address)


def _asylum(trail: Trail) -> None:
    desk, heard = hear_family(trail, "asylum", reserved=True, open_now={"hold"})
    held = decide(desk, page=heard.page, decision="hold")
    trail.see("io-juarez", "asylum: held, not refused", ok="not covered" not in held.heading.lower(), seen=held.heading)
    _notices(trail, "pw-comar", about="Prueba Zepeda")


def hear_family(trail: Trail, name: str, *, reserved: bool, open_now: set[str]) -> tuple[Visitor, HandedIn]:
    """Hear a family at the desk of Ciudad Juárez, and say what that desk is and is not told."""
    desk = trail.as_("io-juarez")
    heard = hear(desk, family=trail.families[name])
    trail.see("io-juarez", f"{name}: heard and handed in", ok=heard.page.status == 200, seen=str(heard.page.status))
    leaked = told(heard.page)
    trail.see("io-juarez", f"{name}: the desk is told nothing private", ok=not leaked, seen=", ".join(leaked))
    said = "A protection question is open" in heard.page.text
    what = "a question is reserved" if reserved else "no question is reserved"
    trail.see("io-juarez", f"{name}: {what}", ok=said == reserved, seen=heard.page.text)
    found, what = decisions_open(heard.page), ", ".join(sorted(open_now)) or "no decision"
    trail.see("io-juarez", f"{name}: open are {what}", ok=set(found) == open_now, seen=str(found))
    return desk, heard


# ── those who answer ─────────────────────────────────────────────────────────────────────────────────────


def _opened(trail: Trail, username: str, *, request: str) -> Page:
    """Open the sealed answers of the person held: a wrong phrase opens nothing, the right one does."""
    visitor = trail.as_(username)
    hold = visitor.get(_hold_of(visitor, request=request))
    asked = visitor.get(hold.link_to("/sealed/"))
    wrong = visitor.hand_in(asked, asked.form_with("phrase"), {"phrase": "uno dos tres cuatro cinco seis"})
    trail.see(username, "a wrong key phrase opens nothing", ok=wrong.status == 422, seen=wrong.heading)
    return visitor.hand_in(wrong, wrong.form_with("phrase"), {"phrase": trail.phrase(username)})


def _answered(trail: Trail, username: str, *, request: str, answer: str) -> None:
    """Answer every hold of a request that this organisation owns."""
    visitor = trail.as_(username)
    answered = 0
    while True:
        with suppress(NoSuchForm):
            page = visitor.get(_hold_of(visitor, request=request))
            after = visitor.hand_in(page, page.form_with("answer", "reason"), {"answer": answer, "reason": REASON})
            answered += after.status == 200
            continue
        break
    trail.see(username, f"{answer}s what is theirs, with a reason", ok=answered > 0, seen="no hold to answer")


def _hold_of(visitor: Visitor, *, request: str) -> str:
    """Give the address of an open hold of this request in the visitor's list."""
    listed = visitor.get("/holds/?mine=yes")
    for link in listed.links:
        if link.startswith("/holds/") and link.count("/") == 3:
            page = visitor.get(link)
            if request in page.text and any("answer" in form.offered for form in page.forms):
                return link
    raise NoSuchForm(f"no open hold of {request}")


def _notices(trail: Trail, username: str, *, about: str) -> None:
    """Read the notices sealed to this organisation; the family must be among them."""
    visitor = trail.as_(username)
    page = visitor.get("/notices/")
    if any("phrase" in form.offered for form in page.forms):
        page = visitor.hand_in(page, page.form_with("phrase"), {"phrase": trail.phrase(username)})
    trail.see(username, "was told, in a notice only they can open", ok=about in page.text, seen=page.text)


def _reviewed(trail: Trail, *, address: str) -> None:
    reviewer = trail.as_("revision")
    page = reviewer.get(address)
    after = reviewer.hand_in(page, page.form_with("answer", "reason"), {"answer": "confirmed", "reason": REASON})
    trail.see("revision", "someone else looked again, and said why", ok=after.status == 200, seen=after.text)


def verified(trail: Trail, *, text: str, word: str) -> None:
    """Check a card as anybody may, and see the word."""
    visitor = _in_english(Visitor(host=HOST, port=trail.port))
    asked = visitor.get("/verify/")
    page = visitor.hand_in(asked, asked.form_with("code"), {"code": text})
    trail.see("anybody", f"checking {text} says {word}", ok=page.heading.upper() == word, seen=page.heading)


def card_number(after: Page) -> str:
    """Read the card's number off the page after an admission."""
    found = CARD.search(after.text.split("Card number", 1)[-1])
    if found is None:
        raise WayLost("no card number on the page after admission")
    return found[0]


# ── everyone else ────────────────────────────────────────────────────────────────────────────────────────


def _others(trail: Trail, *, request: str) -> None:
    """Each other role sees its own and no more; the look of each leaves its mark."""
    file = trail.as_("io-juarez").get(f"/requests/{request}/")
    person = file.link_to("/people/")
    name = "Prueba Rivera"
    coordinator = trail.as_("co").get(f"/requests/{request}/")
    trail.see("co", "sees the request without names", ok=name not in coordinator.text, seen=coordinator.text)
    for username in ("co", "ob"):
        place = trail.as_(username).get(f"/places/{JUAREZ}/")
        trail.see(username, "sees the place", ok=place.status == 200, seen=str(place.status))
    for username in ("ob", "lw", "sa", "io-tijuana", "pw-mar"):
        page = trail.as_(username).get(person)
        closed = page.status in REFUSED and name not in page.text
        trail.see(username, "may not open the person's file", ok=closed, seen=f"{page.status} {page.heading}")
    looked = trail.as_("dp").get(f"{person}looked/")
    trail.see(
        "dp", "sees who looked at the file", ok=looked.status == 200 and "08037" not in looked.text, seen=looked.text
    )
