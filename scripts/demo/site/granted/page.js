const menu = document.querySelector("#menu");
const branches = document.querySelector("#branches");
menu?.addEventListener("click", () => {
  branches.hidden = !branches.hidden;
  menu.setAttribute("aria-expanded", String(!branches.hidden));
});
branches?.addEventListener("click", (event) => {
  menu.textContent = `${event.target.textContent} ▾`;
  branches.hidden = true;
  menu.setAttribute("aria-expanded", "false");
});
document.querySelector("#form")?.addEventListener("submit", (event) => {
  event.preventDefault();
  document.querySelector("#status").textContent = "Thank you. Your card is on its way.";
});
const books = document.querySelector("#books");
for (let n = 1; books && n <= 60; n++) {
  const item = document.createElement("li");
  item.textContent = `Volume ${n}: ${["Rivers", "Bridges", "Harbours", "Gardens", "Maps"][n % 5]} of the old world`;
  books.append(item);
}
