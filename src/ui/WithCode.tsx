/** Text in which `backticks` set what is literal, as in configurations. */
export function WithCode({ text }: { readonly text: string }) {
  let isCode = true;
  return text.split('`').map((part) => {
    isCode = !isCode;
    return isCode ? <code key={part}>{part}</code> : part;
  });
}
