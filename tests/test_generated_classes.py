"""The schemas in other people's programs: what makes classes of them, and what validates."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from pathlib import Path

import pytest

from lxml import etree

import plivoml

from plivoml import InvalidDocumentError, Response, schema_path
from tests.support.processes import PATIENCE


pytestmark = [pytest.mark.long, pytest.mark.once]

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "generated-classes.md").read_text("utf-8")
DOCUMENTS = sorted((ROOT / "tests").rglob("*.xml"))

ROUND = """
import sys
from pathlib import Path
import flow
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.serializers import XmlSerializer

for path in map(Path, sys.argv[1:]):
    built = XmlParser().from_bytes(path.read_bytes(), flow.Response)
    path.write_text(XmlSerializer().render(built), "utf-8")
"""

XERCES = """
import java.io.File;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.*;

class Xerces {
    public static void main(String[] given) throws Exception {
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(new File(given[0]));
        for (int at = 1; at < given.length; at++) {
            boolean valid = true;
            try {
                schema.newValidator().validate(new StreamSource(new File(given[at])));
            } catch (org.xml.sax.SAXException wrong) {
                valid = false;
            }
            System.out.println(valid);
        }
    }
}
"""


def documents() -> list[tuple[Path, Response]]:
    found: list[tuple[Path, Response]] = []
    for path in DOCUMENTS:
        try:
            found.append((path, plivoml.parse(path.read_bytes())))
        except InvalidDocumentError:
            continue
    return found


def run(folder: Path, *command: str) -> str:
    scripts = Path(sys.executable).parent
    path = f"{scripts}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def told(document: bytes) -> list[tuple[str, dict[str, str], str]]:
    """Return the elements in their order, without comments and spaces, which xsdata drops."""
    tree = etree.fromstring(document)
    etree.strip_tags(tree, etree.Comment)
    texts = ((one.text or "") + (one.tail or "") for one in tree.iter())
    return [
        (
            str(one.tag),
            {str(name): str(value) for name, value in one.attrib.items()},
            " ".join(text.split()),
        )
        for one, text in zip(tree.iter(), texts, strict=True)
    ]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(schema_path(typed=True).parent, tmp_path / "schema")
    return tmp_path


def of_page(program: str) -> list[str]:
    """Return the command of our page that runs a program."""
    (line,) = (line for line in PAGE.splitlines() if line.startswith(f"{program} "))
    return line.split()


def test_the_classes_of_xsdata_write_the_same_document(project: Path) -> None:
    run(project, *of_page("xsdata"))
    paths: list[str] = []
    answers = [answer for _, answer in documents()]
    assert answers
    for number, answer in enumerate(answers):
        (project / f"{number}.xml").write_bytes(answer.to_bytes())
        paths.append(f"{number}.xml")
    (project / "through.py").write_text(ROUND, "utf-8")
    run(project, sys.executable, "through.py", *paths)
    written = [told((project / path).read_bytes()) for path in paths]
    assert written == [told(answer.to_bytes()) for answer in answers]


def test_the_types_of_xsdata_are_those_of_python(project: Path) -> None:
    run(project, *of_page("xsdata"))
    program = "import flow; print(flow.DialElement.__annotations__['timeout'], flow.WaitElement.__annotations__['silence'])"  # fmt: skip
    assert run(project, sys.executable, "-c", program) == "None | int None | bool\n"


@pytest.mark.skipif(shutil.which("xjc") is None, reason="this machine has no xjc (Debian's jaxb)")
def test_xjc_makes_classes(project: Path) -> None:
    (project / "src").mkdir()
    run(project, *of_page("xjc"))
    dial = (project / "src" / "flow" / "DialElement.java").read_text("utf-8")
    assert "protected List<Object> numberOrUser;" in dial
    assert "protected BigInteger timeout;" in dial
    assert "protected Boolean redirect;" in dial


@pytest.mark.skipif(shutil.which("java") is None, reason="this machine has no Java")
@pytest.mark.parametrize("typed", [False, True])
def test_xerces_gives_the_verdict_of_libxml2(tmp_path: Path, *, typed: bool) -> None:
    (tmp_path / "Xerces.java").write_text(XERCES, "utf-8")
    path = schema_path(typed=typed)
    libxml2 = etree.XMLSchema(etree.parse(path))
    well_formed: list[str] = []
    verdicts: list[bool] = []
    for document in DOCUMENTS:
        try:
            tree = etree.parse(document)
        except etree.XMLSyntaxError:
            continue
        well_formed.append(str(document))
        verdicts.append(libxml2.validate(tree))
    told = run(tmp_path, "java", "Xerces.java", str(path), *well_formed)
    assert [line == "true" for line in told.split()] == verdicts
