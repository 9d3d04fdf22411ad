"use strict";
// How far a reading is, while the page stays as it is; without this script the page loads itself anew.
(() => {
  const told = document.getElementById("progress");
  const bar = document.getElementById("bar");
  const show = (progress) => {
    told.textContent = progress.told;
    bar.value = progress.files_done;
    progress.files.forEach((file, number) => {
      const cell = document.querySelector(`[data-file="${number}"]`);
      cell.textContent = file.told;
      cell.className = `state state-${file.state}`;
    });
  };
  const ask = async () => {
    try {
      const answer = await fetch(told.dataset.progress, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.statusText);
      const progress = await answer.json();
      show(progress);
      if (progress.over) {
        location.reload();
        return;
      }
    } catch {
      told.textContent = "The room doesn’t answer; is ‘dragoman serve’ still running?";
    }
    setTimeout(ask, 1000);
  };
  if (told && told.dataset.over === "no") setTimeout(ask, 700);
})();
