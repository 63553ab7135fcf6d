/** `npm run -s sim`: a scenario file in, one JSON object out. `--help` says the rest. */
import { HELP, parseCommand } from './arguments.ts';
import { BadInput } from './badInput.ts';
import { listAsJson, listAsText } from './listModules.ts';
import { run } from './run.ts';

const asJson = (value: unknown): string => JSON.stringify(value, null, 2);

async function main(args: readonly string[]): Promise<string> {
  const command = parseCommand(args);
  if (command.do === 'help') return HELP;
  if (command.do === 'list') return command.asJson ? asJson(listAsJson()) : listAsText();
  return asJson(await run(command, printError));
}

// npm runs scripts in the project's folder; the paths that were typed are of the folder they were typed in.
process.chdir(process.env['INIT_CWD'] ?? process.cwd());

// Whoever reads the output may stop early (`| head`): that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

try {
  process.stdout.write(`${await main(process.argv.slice(2))}\n`);
} catch (error) {
  const isBadInput = error instanceof BadInput;
  const message = error instanceof Error ? error.message : String(error);
  printError(`${isBadInput ? '' : 'a fault of the lab itself, please report it: '}${message}`);
  process.exitCode = isBadInput ? 2 : 1;
}

function printError(message: string): void {
  process.stderr.write(`${message.replace(/\s+/g, ' ').trim()}\n`);
}
