/** The edge of a tile and the dot of a chip by a category's colour, 1 to 7. Way-finding only; the name is always there too. */
const EDGES = [
  'before:bg-cat-7',
  'before:bg-cat-1',
  'before:bg-cat-2',
  'before:bg-cat-3',
  'before:bg-cat-4',
  'before:bg-cat-5',
  'before:bg-cat-6',
  'before:bg-cat-7',
] as const;
const DOTS = ['bg-cat-7', 'bg-cat-1', 'bg-cat-2', 'bg-cat-3', 'bg-cat-4', 'bg-cat-5', 'bg-cat-6', 'bg-cat-7'] as const;

export function categoryEdge(color: number): string {
  return EDGES[color] ?? EDGES[0];
}

export function categoryDot(color: number): string {
  return DOTS[color] ?? DOTS[0];
}
