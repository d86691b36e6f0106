"""The terminal program, as a person or a script meets it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from archivist.archive.ocfl import durable
from archivist.cli.main import VERBS, main
from archivist.errors import ExitCode

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
ONE = SAMPLES / "single" / "en-labels.txt"


def archivist(*words: object, stdin: bytes | None = None):
    return CliRunner().invoke(main, [str(w) for w in words], input=stdin)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_teaches(verb):
    result = archivist(verb, "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 8


def test_a_mistyped_verb_is_answered_with_the_nearest():
    result = archivist("celan", "x")
    assert result.exit_code == ExitCode.USAGE
    assert "clean" in result.stderr


def test_each_file_that_cannot_be_read_is_named(tmp_path):
    for n in range(25):
        (tmp_path / f"[b]{n}\\[x.txt").touch()
    few = sorted(tmp_path.iterdir())[:3]
    result = archivist("clean", *few, "-o", tmp_path / "out")
    assert result.exit_code == ExitCode.UNREADABLE
    said = "".join(result.stderr.split())  # lines are wrapped at a terminal's width
    assert all(file.name in said for file in few)
    assert "look at" not in result.stderr
    result = archivist("clean", tmp_path, "-o", tmp_path / "out")
    assert result.stderr.count("✗") == 20
    assert "the others in run.jsonl" in " ".join(result.stderr.split())


@pytest.mark.parametrize("blocks", [1, 40])
def test_a_disk_without_room_leaves_nothing_half_written(tmp_path, blocks):
    """The limit on the size of a file stands for the full disk: ``ulimit -f`` in half kilobytes."""
    call = "from archivist.cli import main; main()"
    program = [sys.executable, "-c", call, "clean", str(SAMPLES), "-q", "-o"]
    small, whole = tmp_path / "small", tmp_path / "whole"
    command = f'ulimit -f {blocks} && exec "$@"'
    done = subprocess.run(
        ["sh", "-c", command, "sh", *program, str(small)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == ExitCode.UNWRITABLE, done.stderr
    assert "Traceback" not in done.stderr
    assert f"archivist: {small}" in done.stderr
    assert "make room there" in done.stderr
    subprocess.run([*program, str(whole)], check=True)
    expected, left = tree(whole), tree(small)
    assert all(expected[name] == raw for name, raw in left.items() if name != "run.jsonl")
    subprocess.run([*program, str(small)], check=True)
    assert tree(small) == expected


def test_brackets_in_what_is_found_are_no_markup():
    """A finding quotes the document: here the names in a running head that the byline has not."""
    from archivist.cli import console

    with console.console.capture() as shown:
        console.fail("a [/red] in [b]a name\\[x]")
    assert " ".join(shown.get().split()) == "✗ a [/red] in [b]a name\\[x]"
    result = archivist("clean", "-", stdin=b"KEEPER [/dim]\n\nThe lamps were lit at dusk.\n" * 4)
    assert result.exit_code == 0, result.stderr


def test_run_twice_leaves_the_archive_as_it_was(tmp_path):
    words = ("run", SAMPLES / "series", "--archive", tmp_path / "archive", "-o", tmp_path / "out")
    first = archivist(*words)
    assert first.exit_code == 0, first.stderr
    assert "1 added" in first.stderr
    before = tree(tmp_path / "archive"), tree(tmp_path / "out")
    second = archivist(*words)
    assert second.exit_code == 0, second.stderr
    assert "1 unchanged" in second.stderr
    assert (tree(tmp_path / "archive"), tree(tmp_path / "out")) == before
    assert archivist("audit", tmp_path / "archive").exit_code == 0
    assert archivist("validate", tmp_path / "out").exit_code == 0


def test_late_slices_make_a_new_version_of_the_whole(tmp_path):
    """Even into another output folder: the archive's own copies are cleaned with the late ones."""
    files = sorted((SAMPLES / "series").glob("*.txt"))
    root = tmp_path / "archive"
    archivist("run", *files[:3], "--archive", root, "-o", tmp_path / "monday")
    late = archivist("run", *files[3:], "--archive", root, "-o", tmp_path / "friday")
    assert late.exit_code == 0, late.stderr
    assert "version 2" in late.stderr
    archivist("clean", *files, "-o", tmp_path / "whole")
    name = next(p.name for p in (tmp_path / "whole").iterdir() if p.is_dir())
    assert tree(tmp_path / "friday" / name) == tree(tmp_path / "whole" / name)


def test_one_bad_input_gives_partial_and_the_rest_is_done(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    result = archivist("clean", tmp_path / "empty.txt", ONE, "-o", tmp_path / "out")
    assert result.exit_code == ExitCode.PARTIAL
    assert "empty.txt" in result.stderr
    assert len(list((tmp_path / "out").glob("*/report.tei.xml"))) == 1


def test_only_bad_inputs(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    result = archivist("clean", tmp_path / "empty.txt", "-o", tmp_path / "out")
    assert result.exit_code == ExitCode.UNREADABLE


def test_a_missing_file_and_an_empty_folder_are_named(tmp_path):
    (tmp_path / "void").mkdir()
    result = archivist("clean", tmp_path / "nope.txt", tmp_path / "void", "-o", tmp_path / "out")
    assert result.exit_code == ExitCode.UNREADABLE
    assert "nope.txt: no such file" in result.stderr
    assert "void: the folder holds no file" in result.stderr


def test_standard_input_to_standard_output():
    result = archivist("clean", "-", stdin=ONE.read_bytes())
    assert result.exit_code == 0, result.stderr
    root = etree.fromstring(result.stdout_bytes)
    assert root.tag == "{http://www.tei-c.org/ns/1.0}TEI"


def test_check_says_what_would_change(tmp_path):
    result = archivist("clean", ONE, "-o", tmp_path / "out", "--check")
    assert result.exit_code == ExitCode.WOULD_CHANGE
    assert not (tmp_path / "out").exists()
    archivist("clean", ONE, "-o", tmp_path / "out")
    assert archivist("clean", ONE, "-o", tmp_path / "out", "--check").exit_code == 0


def test_fail_on_findings(tmp_path):
    result = archivist("clean", ONE, "-o", tmp_path / "out", "--fail-on", "warning")
    assert result.exit_code == ExitCode.WOULD_CHANGE


def test_validate_names_file_and_line(tmp_path):
    bad = tmp_path / "bad.xml"
    bad.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<oops/>\n</TEI>\n')
    result = archivist("validate", bad)
    assert result.exit_code == ExitCode.INVALID
    assert result.stdout.startswith(f"{bad}:")


def test_a_damaged_archive_is_told_with_its_own_code(tmp_path):
    archivist("run", ONE, "--archive", tmp_path / "archive", "-o", tmp_path / "out")
    victim = next((tmp_path / "archive").rglob("report.tei.xml"))
    victim.write_bytes(victim.read_bytes().replace(b"<p", b"<q", 1))
    result = archivist("audit", tmp_path / "archive")
    assert result.exit_code == ExitCode.AUDIT
    assert "report.tei.xml" in result.stdout


def test_an_audit_that_cannot_run_is_a_failure(tmp_path):
    assert archivist("audit", tmp_path / "nothing").exit_code == ExitCode.UNAUDITED


def test_explain_shows_the_story_of_a_line():
    result = archivist("explain", ONE, "--line", "5")
    assert result.exit_code == 0, result.stderr
    assert "SITE_NOISE by docmirror:download" in result.stdout
    assert "[[correction]]" in result.stdout


def test_explain_accounts_for_every_line():
    result = archivist("explain", ONE)
    lines = ONE.read_text(encoding="utf-8").splitlines()
    assert len(result.stdout.splitlines()) == len(lines)


def test_explain_says_which_lines_there_are():
    result = archivist("explain", ONE, "--line", "99999")
    assert result.exit_code == ExitCode.USAGE
    assert "has lines 1 to" in result.stderr


@pytest.mark.parametrize("form", ["text", "markdown", "html", "jsonl", "csv"])
def test_convert_gives_something_to_read(tmp_path, form):
    archivist("clean", ONE, "-o", tmp_path / "out")
    result = archivist("convert", tmp_path / "out", "--to", form)
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout) > 200


def test_evaluate_a_report_against_itself(tmp_path):
    archivist("clean", ONE, "-o", tmp_path / "out")
    report = next((tmp_path / "out").glob("*/report.tei.xml"))
    result = archivist("evaluate", report, report, "--json")
    assert result.exit_code == 0, result.stdout
    assert json.loads(result.stdout)


def test_profiles_are_listed_and_checked():
    assert "fayllar.org" in archivist("profiles", "list").stdout
    assert archivist("profiles", "check").exit_code == 0


def test_a_faulty_profile_names_file_and_key(tmp_path):
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "x.toml").write_text(
        'id = "x"\nfamily = "docmirror"\nhosts = []\nhsots = []\n'
    )
    result = archivist("profiles", "check", tmp_path)
    assert result.exit_code == ExitCode.PROFILE
    assert "x.toml" in result.stdout
    assert "hosts" in result.stdout


def test_a_profile_is_proposed_and_loads(tmp_path):
    sample = SAMPLES / "single" / "unknown-language.txt"
    shown = archivist("profiles", "new", "raftul.example", sample)
    assert shown.exit_code == 0, shown.stderr
    assert 'hosts = ["raftul.example"]' in shown.stdout
    written = archivist("profiles", "new", "raftul.example", sample, "-o", tmp_path)
    assert written.exit_code == 0, written.stderr
    assert archivist("profiles", "check", tmp_path).exit_code == 0
    again = archivist("profiles", "new", "raftul.example", sample, "-o", tmp_path)
    assert again.exit_code == ExitCode.USAGE


def test_in_a_pipe_there_is_no_progress_and_no_colour(tmp_path):
    program = [sys.executable, "-m", "archivist"]
    done = subprocess.run(
        [*program, "clean", str(ONE), "-o", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "\x1b" not in done.stderr
    assert "inputs" in done.stderr


def test_the_program_starts_without_its_heavy_parts():
    """Help must come at once: nothing of TEI, readers or stages is loaded for it."""
    code = (
        "import sys; from archivist.cli.main import main\n"
        "heavy = {'lxml', 'ftfy', 'pypdf', 'rich'} & set(sys.modules)\n"
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """An archive with two versions of one report and one of another."""
    base = tmp_path_factory.mktemp("archive")
    files = sorted((SAMPLES / "series").glob("*.txt"))
    for number, some in enumerate((files[:4], [*files, ONE])):
        words = ("run", *some, "--archive", base / "root", "-o", base / str(number))
        result = archivist(*words)
        assert result.exit_code == 0, result.stderr
    return base / "root"


LIGHTS = "fayllar.org-9410001"


def test_list_and_log(root):
    rows = [line.split("\t") for line in archivist("list", root).stdout.splitlines()]
    assert {row[0]: row[1] for row in rows} == {LIGHTS: "v2", "ininet.org-51127": "v1"}
    log = archivist("log", root, LIGHTS).stdout.splitlines()
    assert [line.split("\t")[0] for line in log] == ["v1", "v2"]
    assert "slice" in log[1]


def test_diff_in_words(root):
    result = archivist("diff", root, LIGHTS)
    assert result.exit_code == 0, result.stderr
    assert "text\t" in result.stdout


def test_search_gives_page_and_place(root):
    result = archivist("search", root, "nine fathoms")
    assert result.exit_code == 0, result.stderr
    assert "p. 8" in result.stdout
    assert "1 passage" in result.stderr


def test_restore_a_version(root, tmp_path):
    result = archivist("restore", root, LIGHTS, "-o", tmp_path / "back", "--version", "1")
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "back" / "report.tei.xml").is_file()
    assert len(list((tmp_path / "back" / "source").glob("*.txt"))) == 4


def test_a_name_that_nothing_has(root):
    result = archivist("log", root, "nobody.org-1")
    assert result.exit_code == ExitCode.ARCHIVE
    assert "see `archivist list`" in result.stderr


def test_bags_there_and_back(root, tmp_path):
    out = archivist("export", root, "--bag", "-o", tmp_path / "bags")
    assert out.exit_code == 0, out.stderr
    bags = out.stdout.split()
    assert len(bags) == 2
    back = archivist("import", *bags, "--archive", tmp_path / "copy")
    assert back.exit_code == 0, back.stderr
    assert archivist("audit", tmp_path / "copy").exit_code == 0


def test_repair_from_another_archive(root, tmp_path):
    shutil.copytree(root, tmp_path / "hurt")
    victim = next((tmp_path / "hurt").rglob("report.tei.xml"))
    victim.write_bytes(b"rot")
    assert archivist("audit", tmp_path / "hurt").exit_code == ExitCode.AUDIT
    result = archivist("repair", tmp_path / "hurt", "--from", root)
    assert result.exit_code == 0, result.stdout + result.stderr
    assert archivist("audit", tmp_path / "hurt").exit_code == 0


def test_an_option_that_names_nothing_is_refused_before_anything_is_read(tmp_path):
    result = archivist("clean", ONE, "-o", tmp_path / "out", "--publisher", "nobody")
    assert result.exit_code == ExitCode.USAGE
    assert "known:" in result.stderr
    assert not (tmp_path / "out").exists()


def test_corrections_that_contradict_each_other_are_no_bug(tmp_path):
    copy = Path(shutil.copy(ONE, tmp_path))
    shutil.copy(SAMPLES / "single" / "unknown-language.txt", tmp_path)
    digest = hashlib.sha256(copy.read_bytes()).hexdigest()[:16]
    rows = [
        f'[[correction]]\ncopy = "{digest}"\nline = 6\nzone = "{zone}"\nwho = "A"\nwhy = "B"\n'
        for zone in ("title", "heading")
    ]
    (tmp_path / "overrides.toml").write_text("".join(rows))
    result = archivist("clean", tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == ExitCode.PARTIAL
    assert "keep one of them" in result.stderr
    assert "report it" not in result.stderr
    assert not (tmp_path / "out" / "broken").exists()
    assert archivist("clean", copy, "-o", tmp_path / "one").exit_code == ExitCode.PROFILE


def test_what_the_program_wrote_is_no_input_of_a_folder(tmp_path):
    shutil.copy(ONE, tmp_path)
    assert archivist("run", ONE, "--archive", tmp_path / "a", "-o", tmp_path / "o").exit_code == 0
    [name] = [p.name for p in (tmp_path / "o").iterdir() if p.is_dir()]
    assert archivist("restore", tmp_path / "a", name, "-o", tmp_path / "back").exit_code == 0
    result = archivist("clean", tmp_path, "-o", tmp_path / "again")
    assert result.exit_code == 0, result.stderr
    assert len((tmp_path / "again" / "run.jsonl").read_text().splitlines()) == 1
    assert "or results" in result.stderr
    named = archivist("clean", tmp_path / "back", "-o", tmp_path / "named")
    assert named.exit_code == 0, "what is named is taken"


def test_verbs_can_be_joined_by_pipes():
    tei = archivist("clean", "-", stdin=ONE.read_bytes()).stdout_bytes
    text = archivist("convert", "-", "--to", "text", stdin=tei)
    assert text.exit_code == 0
    assert "Three Fathoms of Doubt" in text.stdout
    assert archivist("validate", "-", stdin=tei).exit_code == 0
    assert "stdin:" in archivist("validate", "-", stdin=tei.replace(b"<body", b"<no")).stdout
    listed = archivist("explain", "-", "--zone", "site_noise", stdin=ONE.read_bytes())
    assert "docmirror:slice" in listed.stdout
    assert "PARAGRAPH" not in listed.stdout


def test_a_zone_that_is_none_is_refused():
    result = archivist("explain", ONE, "--zone", "nose")
    assert result.exit_code == ExitCode.USAGE
    assert "running_head" in result.stderr


def test_where_nothing_can_be_written_the_exit_code_says_so(tmp_path):
    archivist("clean", ONE, "-o", tmp_path / "out")
    (tmp_path / "file").touch()
    for form in ("csv", "html"):
        result = archivist("convert", tmp_path / "out", "--to", form, "-o", tmp_path / "file" / "x")
        assert result.exit_code == ExitCode.UNWRITABLE, result.stderr
    new = archivist("profiles", "new", "x.org", *sorted((SAMPLES / "series").glob("*.txt")),
                    "-o", tmp_path / "file" / "x")  # fmt: skip
    assert new.exit_code == ExitCode.UNWRITABLE, new.stderr


def test_a_bug_ends_with_a_code_of_its_own(monkeypatch):
    def burst(*_: object, **__: object) -> None:
        raise RuntimeError("gone")

    monkeypatch.setattr("archivist.cli.explain.explain_all", burst)
    result = archivist("explain", ONE)
    assert result.exit_code == ExitCode.INTERNAL
    assert "report it" in result.stderr


def test_documents_of_a_folder_become_a_folder(tmp_path):
    archivist("clean", ONE, "-o", tmp_path / "out")
    archivist("convert", tmp_path / "out", "--to", "html", "-o", tmp_path / "pages")
    assert [p.suffix for p in (tmp_path / "pages").iterdir()] == [".html"]
    archivist("convert", tmp_path / "out", "--to", "html", "-o", tmp_path / "page.html")
    assert (tmp_path / "page.html").is_file()


def test_the_help_names_every_exit_code():
    shown = archivist("--help").stdout
    assert all(f"  {code.value} " in shown for code in ExitCode)


def test_an_archive_that_cannot_be_written_can_be_read(tmp_path, monkeypatch):
    root = tmp_path / "a"
    archivist("run", ONE, "--archive", root, "-o", tmp_path / "o")
    [name] = [p.name for p in (tmp_path / "o").iterdir() if p.is_dir()]
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and may(path, mode))

    make = durable.make_dirs

    def refuse(folder: Path) -> None:
        if folder.is_relative_to(tmp_path / "a.work"):
            raise PermissionError(13, "Permission denied")
        make(folder)

    monkeypatch.setattr(durable, "make_dirs", refuse)
    assert name in archivist("list", root).stdout
    assert archivist("log", root, name).exit_code == 0
    assert archivist("restore", root, name, "-o", tmp_path / "back").exit_code == 0
    refused = archivist("deposit", tmp_path / "o", "--archive", root)
    assert refused.exit_code == ExitCode.ARCHIVE
