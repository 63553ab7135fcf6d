/** What people are called: short, distinct names, their initials in order twice. After that they are numbered. */
const NAMES = [
  ...['Ada', 'Ben', 'Cleo', 'Dev', 'Emi', 'Finn', 'Gia', 'Hugo', 'Ines', 'Jon', 'Kira', 'Liam', 'Mei'],
  ...['Noa', 'Omar', 'Pia', 'Quinn', 'Rosa', 'Sami', 'Tara', 'Uma', 'Vic', 'Wen', 'Xena', 'Yuri', 'Zoe'],
  ...['Amir', 'Bea', 'Chen', 'Dora', 'Eli', 'Femi', 'Gus', 'Hana', 'Ivo', 'Juno', 'Kofi', 'Lena', 'Max'],
  ...['Nils', 'Olga', 'Paul', 'Qadir', 'Rafi', 'Sofia', 'Tom', 'Udo', 'Vera', 'Will', 'Xavi', 'Yara', 'Zack'],
] as const;

export function personName(index: number): string {
  const round = Math.floor(index / NAMES.length);
  const name = NAMES[index % NAMES.length]!;
  return round === 0 ? name : `${name} ${round + 1}`;
}

/** The id by which actions name the person with that name: `Ada 2` is `ada-2`. */
export const personId = (name: string): string => name.toLowerCase().replaceAll(' ', '-');
