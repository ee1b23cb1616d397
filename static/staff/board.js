import { gently, listen, refresh } from "./live.js";

const redraw = gently(() => refresh("board"));
listen((event) => {
  if (event.type === "booking" || event.type === "reconnected") redraw();
});
