import { defineConfig } from "trackside";

/**
 * Settles what holds for the whole project. `fast` is the built-in offline model, so that everything here works without a
 * key. With a real one the agents stay as they are:
 *
 *   fast: { provider: "openai", model: "gpt-5-mini", price: { inputPerMTok: 0.25, outputPerMTok: 2 } }
 *
 * The key is read from OPENAI_API_KEY. Other providers are "anthropic" and "openai-compatible" (with a baseURL).
 */
export default defineConfig({
  models: {
    fast: { provider: "offline", model: "offline-1", price: { inputPerMTok: 0.1, outputPerMTok: 0.4 } },
  },
});
