import { place } from "./keyed.js";
import { fetchPage, gently, listen } from "./live.js";

const redraw = gently(() => fetchPage().then((fresh) => place(fresh, "board-facts", "board-grid", "board-agenda")).catch(() => {}));
listen(({ type }) => ["booking", "reconnected"].includes(type) && redraw());
