// Says the month while the slider moves. Without this script the button shows it instead; nothing else changes.

const slider = document.querySelector(".estancia-slider");
if (slider) {
  const range = slider.querySelector("input[type=range]");
  const shown = slider.querySelector("output");
  const [year, month] = slider.dataset.months.split("-").map(Number);
  const say = new Intl.DateTimeFormat(document.documentElement.lang, { month: "short", year: "numeric", timeZone: "UTC" });
  range.addEventListener("input", () => {
    const words = say.format(new Date(Date.UTC(year, month - 1 + Number(range.value), 15)));
    shown.textContent = words;
    range.setAttribute("aria-valuetext", words);
  });
  range.addEventListener("change", () => slider.requestSubmit());
}
