import { place } from "./keyed.js";
import { fetchPage, gently, listen } from "./live.js";

const redraw = gently(() => fetchPage().then((fresh) => place(fresh, "board-week")).catch(() => {}));
listen(({ type }) => ["booking", "reconnected"].includes(type) && redraw());
