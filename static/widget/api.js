// HTTP to the business's own host. The visitor token travels in a header only.

export class Problem extends Error {
  /** @param {number} status 0 when nothing answered */
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
  /** The same request may succeed later. */
  get isTemporary() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const TIMEOUT_MS = 25_000;

async function call(method, path, { body, token } = {}) {
  const headers = { Accept: "application/json" };
  if (body) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  let response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: body && JSON.stringify(body),
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new Problem(0, error.message);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(response.status, answer.detail || answer.title || "");
  return answer;
}

export class Api {
  constructor(root) {
    this.root = root;
  }
  create(locale, seat, handover, visitor) {
    return call("POST", `${this.root}/create`, { body: { flow: "dedicated", locale, seat, handover, visitor } });
  }
  greeting(visitor, locale, seat) {
    return call("POST", `${this.root}/greeting`, { body: { visitor, locale, seat } });
  }
  rate({ id, token }, stars, word) {
    return call("POST", `${this.root}/${id}/rating`, { token, body: { stars, word } });
  }
  message({ id, token }, text, clientMessageId) {
    return call("POST", `${this.root}/${id}/message`, { token, body: { text, client_message_id: clientMessageId } });
  }
  history({ id, token }, after) {
    return call("GET", `${this.root}/${id}/history?after=${after}`, { token });
  }
  end({ id, token }) {
    return call("POST", `${this.root}/${id}/end`, { token, body: {} });
  }
}
