import { defineConfig } from "vite";

// Built into `dist`, from where the crate takes it. Nothing is inlined: the page forbids it.
export default defineConfig({
  base: "/assets/",
  build: {
    outDir: "dist",
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: ["src/main.ts", "src/editor.ts"] },
  },
});
