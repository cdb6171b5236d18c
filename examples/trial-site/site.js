const form = document.querySelector("form");
const answer = document.querySelector("#answer");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  answer.textContent = "Thank you. Nothing was sent: this is a practice site.";
  form.reset();
});
