"""Why a file cannot be taken as a roster: one error per situation, each with the sentence that mends it."""

from typing import ClassVar

from estancia.notices.rosters.sheets import Place, column_letter
from estancia.wording import ForPeople, Sentence, load_sentences

WORDS = load_sentences(package="estancia.notices.rosters", name="refusals.toml")


class RosterRefused(ForPeople):
    """The file was not read; nothing was changed. `code` names the situation, also across the reading process."""

    code: ClassVar[str] = "could_not_be_read"
    sentence: ClassVar[Sentence] = WORDS["could_not_be_read"]

    def __init_subclass__(cls, *, code: str) -> None:
        cls.code, cls.sentence = code, WORDS[code]

    def __init__(self, *, at: Place | None = None) -> None:
        """Say where in the file, if that is known: to the reader alone, for a sheet may be named for somebody."""
        super().__init__()
        self.at = at
        if at is not None:
            words = WORDS[f"{self.code}_in_sheet" if at.sheet else f"{self.code}_at"]
            self.said = words.filled(sheet=at.sheet, row=at.row, column=column_letter(at.column))


class FileEmpty(RosterRefused, code="file_empty"):
    """No bytes, or nothing but blanks."""


class FileTooBig(RosterRefused, code="file_too_big"):
    """More bytes than a roster of 100,000 people needs."""


class NotASpreadsheet(RosterRefused, code="not_a_spreadsheet"):
    """A picture, a PDF, a web page, a program, another kind of archive."""


class NotWhatItsNameSays(RosterRefused, code="not_what_its_name_says"):
    """The ending of the name and the content are of different kinds."""


class ArchiveBroken(RosterRefused, code="archive_broken"):
    """The zip that an XLSX is does not open or does not add up."""


class ArchiveWouldSwell(RosterRefused, code="archive_would_swell"):
    """Unpacked it would be far larger than it looks."""


class TooManyParts(RosterRefused, code="too_many_parts"):
    """More members than a spreadsheet has."""


class PartOutOfPlace(RosterRefused, code="part_out_of_place"):
    """A member with a path that leads outside, or two members of one name."""


class PasswordProtected(RosterRefused, code="password_protected"):
    """It opens only with a password."""


class HoldsMacros(RosterRefused, code="holds_macros"):
    """It carries a program."""


class HoldsOutsideLinks(RosterRefused, code="holds_outside_links"):
    """It takes values from other files, or carries other files inside."""


class HoldsFormulas(RosterRefused, code="holds_formulas"):
    """Its cells are computed: what is shown may not be what another reader sees."""


class HoldsDeclarations(RosterRefused, code="holds_declarations"):
    """Its XML declares entities of its own, by which files are read and readers are exhausted."""


class NoSheet(RosterRefused, code="no_sheet"):
    """A workbook without a sheet of cells."""


class NoRows(RosterRefused, code="no_rows"):
    """Headings and nothing below them, or no cell at all."""


class NoHeadings(RosterRefused, code="no_headings"):
    """No row among the first ones names a person or a notice."""


class TooManyRows(RosterRefused, code="too_many_rows"):
    """More rows than one file may hold."""


class TooManyColumns(RosterRefused, code="too_many_columns"):
    """More columns than a list of people has."""


class CellTooLong(RosterRefused, code="cell_too_long"):
    """A cell longer than any name or address; `at` says which."""


class UnreadableText(RosterRefused, code="unreadable_text"):
    """Bytes that are text in none of the encodings we know, or half a character."""


class MixedEncodings(RosterRefused, code="mixed_encodings"):
    """Two encodings in one file: some names would come out garbled."""


class HoldsNulls(RosterRefused, code="holds_nulls"):
    """Zero bytes within the text."""


class QuotesBroken(RosterRefused, code="quotes_broken"):
    """A quotation mark that never closes, so that rows run together."""


class TookTooLong(RosterRefused, code="took_too_long"):
    """Not read within the seconds allowed."""


class NeededTooMuch(RosterRefused, code="needed_too_much"):
    """Not read within the memory allowed."""


class CouldNotBeRead(RosterRefused, code="could_not_be_read"):
    """Damaged in a way that the reader cannot name."""


BY_CODE = {one.code: one for one in RosterRefused.__subclasses__()}
