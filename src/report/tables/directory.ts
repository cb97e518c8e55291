/** Who works on it and where to turn: organisations, and services with no address and only numbers confirmed of late. */
import { isConfirmed, standingOf, withoutNumber } from '../../core/commitments/services.ts';
import { holdsOn } from '../../core/time.ts';
import type { Inline } from '../document.ts';
import { cell, cited, head, joined, type Maker, table, words } from '../making.ts';

/** Organisations that stood on the day; `type=` takes one type, several divided by commas. */
export const organisations: Maker = (making, options) => {
  const { dataset, country, day, voice } = making;
  const types = options.type?.split(',');
  const all = dataset
    .inCountry('organisation', country)
    .filter((one) => holdsOn(one, day) && one.status !== 'closed' && (!types || types.includes(one.type)))
    .toSorted((a, b) => a.type.localeCompare(b.type, 'en') || voice.compare(voice.text(a.name), voice.text(b.name)));
  return table(making, {
    caption: voice.plain(voice.t('report.organisations', { date: voice.date(making.asOf) })),
    head: [voice.t('field.organisation'), voice.t('field.type'), voice.t('field.role')],
    widths: [34, 20, 46],
    rows: all.map((one) => [
      head([...making.link(one), ...cited(making, one.citations)]),
      words(making, voice.t(`value.${one.type}`)),
      cell(one.role ? voice.say(one.role) : voice.plain('–')),
    ]),
  });
};

/** Services that stood on the day: what they are, for whom, and a number only where somebody confirmed it in 90 days. */
export const services: Maker = (making) => {
  const { dataset, country, day, voice } = making;
  const all = dataset
    .all('service')
    .filter((service) => service.country === country && standingOf(service, day) !== 'ended');
  return table(making, {
    caption: voice.plain(voice.t('report.services', { date: voice.date(making.asOf) })),
    head: [voice.t('kind.service'), voice.t('field.type'), voice.t('field.serves'), voice.t('report.confirmed')],
    widths: [30, 16, 32, 22],
    rows: all.map((service) => {
      const hide = (runs: readonly Inline[]): Inline[] =>
        runs.map((run) => (run.kind === 'text' ? { ...run, text: withoutNumber(run.text, service, day) } : run));
      const confirmed = isConfirmed(service, day);
      return [
        head([
          ...hide(voice.say(service.name)),
          ...cited(
            making,
            service.citations.map(({ quote: _, ...rest }) => rest),
          ),
        ]),
        words(making, voice.t(`value.${service.type}`)),
        cell(service.serves ? hide(voice.say(service.serves)) : voice.plain('–')),
        cell(
          confirmed
            ? joined(
                [
                  service.phone === undefined ? [] : [voice.strong(service.phone)],
                  voice.plain(
                    voice.t('organisations.verified', { date: voice.date(service.verifiedOn ?? '', 'short') }),
                  ),
                ],
                { kind: 'break' },
              )
            : voice.plain(voice.t('organisations.not-verified')),
        ),
      ];
    }),
    foot: [voice.plain(voice.t('report.services-note'))],
  });
};
