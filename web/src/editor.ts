// The workbench: a tab for each file, saved as one types, never over what another program wrote.
import { Files } from "./files";
import { Workbench } from "./workbench";

const form = document.querySelector<HTMLFormElement>("form#editor");
if (form?.dataset.task) {
  const workbench = new Workbench(form, new Files(form.dataset.task));
  await workbench.start();
}
