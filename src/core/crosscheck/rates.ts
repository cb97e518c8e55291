/**
 * Yearly average rates, units of a currency for one US dollar, as a yardstick for conversions that are far off.
 * Sources: World Bank, official exchange rate (indicator PA.NUS.FCRF), as the Knoema atlas shows it for the CIS;
 * for the tenge before 2000 and in 2008 the National Bank of Kazakhstan, through Kazinform, 24 April 2024;
 * for the euro to 2016 the Federal Reserve (G.5A), through github.com/datasets/exchange-rates.
 * Always true: a year that is not here is taken from known years on both sides, or from one at most three years away.
 */

export const YEARLY_RATES: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  KZT: {
    1993: 5.225,
    1994: 35.64,
    1998: 78.3,
    1999: 119.52,
    2000: 142.1,
    2005: 132.9,
    2008: 120.3,
    2010: 147.4,
    2011: 146.6,
    2012: 149.1,
    2013: 152.1,
    2014: 179.2,
    2015: 221.7,
    2016: 342.2,
    2017: 326,
    2018: 344.7,
    2019: 382.7,
    2020: 413,
    2021: 425.9,
    2022: 460.2,
    2023: 456.2,
    2024: 469,
  },
  AMD: years(
    2000,
    [539.5],
    2005,
    [457.7],
    2010,
    [373.7, 372.5, 401.8, 409.6, 415.9, 477.9, 480.5, 482.7, 483, 480.4, 489, 503.8, 435.7, 392.5, 392.7],
  ),
  KGS: years(
    2000,
    [47.7],
    2005,
    [41],
    2010,
    [46, 46.1, 47, 48.4, 53.7, 64.5, 69.9, 68.9, 68.8, 69.8, 77.3, 84.6, 84.1, 87.9, 87.2],
  ),
  UAH: years(
    2000,
    [5.4],
    2005,
    [5.1],
    2010,
    [7.9, 8, 8, 8, 11.9, 21.8, 25.6, 26.6, 27.2, 25.8, 27, 27.3, 32.3, 36.6, 40.2],
  ),
  MDL: years(
    2000,
    [12.4],
    2005,
    [12.6],
    2010,
    [12.4, 11.7, 12.1, 12.6, 14, 18.8, 19.9, 18.5, 16.8, 17.6, 17.3, 17.7, 18.9, 18.2, 17.8],
  ),
  TJS: years(
    2000,
    [2.1],
    2005,
    [3.1],
    2010,
    [4.4, 4.6, 4.7, 4.8, 4.9, 6.2, 7.8, 8.5, 9.2, 9.5, 10.3, 11.3, 11, 10.8, 10.8],
  ),
  AZN: years(2010, [0.8, 0.8, 0.8, 0.8, 0.8, 1, 1.6, 1.7, 1.7, 1.7, 1.7, 1.7, 1.7, 1.7, 1.7]),
  EUR: years(
    1999,
    [
      0.9387, 1.0832, 1.1171, 1.0578, 0.8833, 0.804, 0.8033, 0.796, 0.7293, 0.6791, 0.7176, 0.7541, 0.7178, 0.7777,
      0.753, 0.752, 0.9012, 0.9032,
    ],
  ),
};

function years(...runs: (number | readonly number[])[]): Record<number, number> {
  const table: Record<number, number> = {};
  let next = 0;
  for (const run of runs) {
    if (typeof run === 'number') next = run;
    else for (const rate of run) table[next++] = rate;
  }
  return table;
}

const REACH = 3;

/** Units for one US dollar in a year; undefined where nothing near is known. */
function perDollar(currency: string, year: number): number | undefined {
  if (currency === 'USD') return 1;
  const table = YEARLY_RATES[currency];
  if (!table) return undefined;
  const exact = table[year];
  if (exact !== undefined) return exact;
  const known = Object.keys(table).map(Number);
  const before = Math.max(...known.filter((other) => other < year));
  const after = Math.min(...known.filter((other) => other > year));
  const [low, high] = [table[before], table[after]];
  if (low !== undefined && high !== undefined) return low + ((high - low) * (year - before)) / (after - before);
  if (low !== undefined && year - before <= REACH) return low;
  return high !== undefined && after - year <= REACH ? high : undefined;
}

/** How many units of one currency made one unit of another in a year; undefined where it is not known. */
export function rateOf(from: string, to: string, year: number): number | undefined {
  const [a, b] = [perDollar(from, year), perDollar(to, year)];
  return a === undefined || b === undefined ? undefined : a / b;
}
