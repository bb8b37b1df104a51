"""What a chapter's milestone draws on: figures of one look, labels in the learner's language, the course's own data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from torch import Tensor

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#666666")
"""Told apart by people who see few colours, too (Okabe and Ito)."""
DOTS = 144
LOOK: dict[str, Any] = {
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.unicode_minus": False,
    "axes.labelcolor": "#333333",
    "axes.edgecolor": "#888888",
    "xtick.color": "#555555",
    "ytick.color": "#555555",
    "figure.constrained_layout.use": True,
    "figure.titlesize": 13,
    "figure.titleweight": "bold",
    "font.size": 10,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "svg.hashsalt": "gradstep",
}
CHINESE = (
    "notosanssc", "notosanscjk", "sourcehansanssc", "sourcehansans", "pingfang", "hiraginosansgb", "msyh", "simhei",
    "wqy-microhei", "wqy-zenhei", "stheiti", "heiti", "droidsansfallback", "arialunicode", "arial unicode",
)  # fmt: skip
"""How the files of fonts with Chinese characters are called, the best first."""


class Page:
    """A page in one language; a milestone takes figures, labels and data from it, and says what it saw."""

    def __init__(self, said: Mapping[str, str], data: Callable[[str], Path]) -> None:
        self._said, self._data = said, data
        self.values: dict[str, str] = {}

    def figure(self, rows: int = 1, columns: int = 1, *, width: float = 9, height: float = 4.5, **options: Any) -> Any:
        """A figure with the milestone's title, and its axes: one, or an array of them."""
        from matplotlib.figure import Figure

        figure = Figure(figsize=(width, height), dpi=DOTS)
        axes = figure.subplots(rows, columns, **options)
        figure.suptitle(self.text("title"), x=0.01, ha="left")
        return figure, axes

    def text(self, key: str, **values: object) -> str:
        """A label: what [milestone] of text.<lang>.toml has under that key, its {fields} filled."""
        return self._said[key].format(**values)

    def data(self, name: str) -> dict[str, Tensor]:
        """A data set of the course's: mnist, digits or mnist_cnn."""
        from grader.datasets import read

        return read(self._data(name))

    def see(self, **values: object) -> None:
        """Fills the {fields} of `seen`, the sentence under the picture; a number stays on the line of its per cent."""
        self.values |= {name: str(value).replace(" %", "\N{NO-BREAK SPACE}%") for name, value in values.items()}


def look(font: Path | None) -> None:
    """Makes every figure of this process look like the others; with a font for Chinese where one is given."""
    import matplotlib as mpl
    import matplotlib.backends.backend_agg
    import matplotlib.figure
    from cycler import cycler
    from matplotlib import font_manager

    settings: Any = mpl.rcParams
    settings.update(LOOK | {"axes.prop_cycle": cycler(color=list(COLOURS))})
    if font is not None:
        font_manager.fontManager.addfont(str(font))
        name = font_manager.FontProperties(fname=str(font)).get_name()
        settings["font.family"] = [name, "DejaVu Sans"]  # matplotlib's own; one that is not here is complained of
        bold = font.with_name(font.name.replace("Regular", "Bold"))
        if bold != font and bold.is_file():
            font_manager.fontManager.addfont(str(bold))
        else:
            settings["figure.titleweight"] = "normal"


def chinese_font(files: list[str] | None = None) -> Path | None:
    """A font's file in which Chinese can be written; None where this machine has none that is known."""
    if files is None:
        from matplotlib import font_manager

        files = font_manager.findSystemFonts()
    best: tuple[int, str] | None = None
    for file in sorted(files):
        name = Path(file).stem.lower()
        rank = next((index for index, known in enumerate(CHINESE) if name.startswith(known)), None)
        plain = rank is not None and not any(word in name for word in ("bold", "black", "light", "thin", "mono"))
        if rank is not None and (best is None or (rank + 0.5 * (not plain), file) < best):
            best = (rank + (0 if plain else 1), file)
    return Path(best[1]) if best is not None else None


def save(figure: Figure, path: Path) -> None:
    """Writes the picture: the same bytes for the same drawing."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas: Any = FigureCanvasAgg(figure)
    canvas.print_png(path, metadata={"Software": None})
