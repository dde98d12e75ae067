// A task's files on the server: read, written over what was seen, judged.

export interface WorkFile {
  name: string;
  text: string | null;
  hash: string;
}

export type Saved = { saved: boolean; file: WorkFile };

/** A sentence of the server, or of the browser where the server could not be reached. */
export class Refused extends Error {}

export class Files {
  private readonly address: string;

  constructor(task: string) {
    this.address = `/api/v1/tasks/${task}`;
  }

  async read(): Promise<WorkFile[]> {
    const body = await this.ask("GET", "/files");
    return (body as { files: WorkFile[] }).files;
  }

  /** Writes a file if the disk still holds what `base` names; else says what it holds. */
  async save(name: string, text: string, base: string): Promise<Saved> {
    return (await this.ask("PUT", "/files", { name, text, base })) as Saved;
  }

  async judge(how: "check" | "submit"): Promise<void> {
    await this.ask("POST", `/${how}`, {});
  }

  private async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    let response: Response;
    try {
      response = await fetch(this.address + path, {
        method,
        headers: body === undefined ? {} : { "Content-Type": "application/json" },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch {
      throw new Refused("Piton does not answer: is `piton serve` still running?");
    }
    const answer = await response.json().catch(() => null);
    // A conflict is an answer like any other.
    if (response.ok || response.status === 409) return answer;
    const told = answer as { error?: string; hint?: string } | null;
    throw new Refused(told?.error ? [told.error, told.hint].filter(Boolean).join(". ") : `It failed (${response.status}).`);
  }
}
