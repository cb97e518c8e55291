/** services [COUNTRY]: whom one can turn to; numbers only where somebody confirmed them in the last 90 days. */
import { isConfirmed, type Service, standingOf, withoutNumber } from '../core/commitments/services.ts';
import { english } from '../core/localised.ts';
import { type Context, counted, dayOf, declare, type ReadOptions, reads, withRecord } from './command.ts';
import { countryNamed } from './names.ts';
import { Page, writeJson } from './terminal.ts';

export function servicesCommand(context: Context) {
  return reads(
    declare(
      'services',
      'hotlines, shelters and other help',
      'Lists the services of a state, or the international ones without a state. A number is given only where a person ' +
        'confirmed it in the last 90 days: one that may no longer be right is worse than none. Addresses of shelters are ' +
        'never on record.',
      [
        { line: 'services kaz', why: 'one state' },
        { line: 'services --json', why: 'the international ones, for programs' },
      ],
      [
        ['[].id, .name, .type, .serves', 'the service and whom it serves'],
        ['[].standing', '`confirmed`, `unconfirmed` or `ended`, today'],
        ['[].phone', 'only where it is confirmed'],
        [
          '[].ages, .sexes, .nationality, .languages, .cost, .capacity, .towns',
          'what is stated; absent where it is not',
        ],
        ['[].verifiedOn, .expires', 'the last day somebody confirmed it, and the day after which it must be again'],
      ],
    ).argument('[country]', 'ISO 3166-1 code or name'),
  ).action((typed: string | undefined, options: ReadOptions) =>
    withRecord(context, options, ({ dataset }) => {
      const country = typed === undefined ? undefined : countryNamed(dataset, typed);
      const { day } = dayOf(context, undefined);
      const services = dataset.all('service').filter((service) => service.country === country?.id);
      if (options.json) {
        writeJson(
          context.out,
          services.map((service) => safe(service, day)),
        );
        return;
      }
      const page = new Page(context.out);
      const where = country ? `${page.tone(country.name, 'strong')} (${country.id})` : 'International';
      page.line(`${where}: ${counted(services.length, 'service')}.`);
      for (const service of services) {
        page.line();
        page.line(page.tone(withoutNumber(english(service.name), service, day), 'strong'));
        const { standing, phone, verifiedOn } = safe(service, day);
        const said = verifiedOn === undefined ? 'nobody has confirmed it' : `last confirmed on ${verifiedOn}`;
        page.line(`${service.type}, ${standing}; ${said}${phone === undefined ? '' : `; number ${phone}`}`, 2);
        if (service.serves) page.line(english(service.serves), 2);
        if (service.towns) page.line(service.towns.map(({ name }) => english(name)).join(', '), 2);
        page.line(service.id, 2);
      }
    }),
  );
}

/** A service as it may be given away: without its number where nobody confirmed it. */
function safe(service: Service, day: number) {
  const { phone, ...rest } = service;
  return {
    ...rest,
    name: withoutNumber(english(service.name), service, day),
    standing: standingOf(service, day),
    ...(phone !== undefined && isConfirmed(service, day) && { phone }),
  };
}
