/** A program that stays and answers: one JSON object a line each way (described in scripts/peers/peers.py). */

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ROOT } from './run.mjs';

/** One answer never takes this long unless the child hangs. */
const ANSWER_TIMEOUT_MS = 300_000;

/** A persistent child process. Calls must be awaited one after the other. */
export class Child {
  #process;
  #waiting = null;
  #stderr = '';
  /** Why no more answers will come, or null. */
  #over = null;

  /**
   * @param {string} name for messages
   * @param {string} program
   * @param {readonly string[]} args
   * @param {Record<string, string>} [env] added to this process's
   */
  constructor(name, program, args, env = {}) {
    this.name = name;
    this.#process = spawn(program, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'pipe' });
    createInterface({ input: this.#process.stdout }).on('line', (line) => this.#settle('resolve', line));
    this.#process.stderr.on('data', (text) => (this.#stderr = `${this.#stderr}${text}`.slice(-2000)));
    this.#process.stdin.on('error', () => undefined);
    this.#process.on('error', (error) => this.#end(error.message));
    this.#process.on('close', (code, signal) => this.#end(`ended with ${signal ?? code}\n${this.#stderr}`));
  }

  /**
   * Sends one request and waits for its answer.
   * @param {object} request
   * @returns {Promise<any>}
   * @throws {Error} what went wrong in the child, or that it ended
   */
  async ask(request) {
    if (this.#over !== null) throw new Error(this.#over);
    const line = await new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#process.kill('SIGKILL'), ANSWER_TIMEOUT_MS);
      this.#waiting = { resolve, reject, timer };
      this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    });
    const answer = JSON.parse(line);
    if (answer.error) throw new Error(`${this.name}: ${answer.error}`);
    return answer;
  }

  close() {
    this.#process.stdin.end();
    this.#process.kill();
  }

  #settle(how, value) {
    if (!this.#waiting) return;
    const waiting = this.#waiting;
    this.#waiting = null;
    clearTimeout(waiting.timer);
    waiting[how](value);
  }

  #end(reason) {
    this.#over ??= `${this.name}: ${reason}`;
    this.#settle('reject', new Error(this.#over));
  }
}
