/** Services and organisations of a country: whom they serve, where, and when somebody last confirmed it. */
import { isConfirmed } from '../../core/commitments/services.ts';
import type { RecordOf } from '../../core/model/index.ts';
import type { Html, View } from '../context.tsx';
import { compareNames } from '../i18n.ts';
import { Sources } from './marks.tsx';
import { RecordLink } from './records.tsx';
import { ServiceFacts, TownMap, Verified } from './services.tsx';

export function OrganisationsSection({
  view,
  country,
  organisations,
}: {
  view: View;
  country: string;
  organisations: readonly RecordOf<'organisation'>[];
}): Html {
  const { t } = view;
  const services = view.dataset.inCountry('service', country);
  const byName = compareNames(view.language);
  return (
    <>
      {services.length > 0 && (
        <section class="sec" aria-labelledby="services-h">
          <h2 id="services-h">{t('organisations.services')}</h2>
          <p class="small dim">
            {view.rich('organisations.services-lead', { a: (parts) => <a href={view.helpLink()}>{parts}</a> })}
          </p>
          <ul class="entries">
            {services.map((service) => (
              <li>
                <h3>
                  <RecordLink view={view} id={service.id} />{' '}
                  <span class="kind small">{t(`value.${service.type}`)}</span>
                </h3>
                <p class="meta">
                  {isConfirmed(service, view.today) && <span class="num">{service.phone}</span>}
                  {(service.from || service.to) && view.period(service.from, service.to)}
                  <Verified view={view} service={service} />
                </p>
                {service.serves && <p class="small">{view.say(service.serves)}</p>}
                <ServiceFacts view={view} service={service} />
                {service.note && <p class="note">{view.say(service.note)}</p>}
                <Sources view={view} citations={service.citations} quotes={false} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <TownMap view={view} country={country} services={services} />
      {[...Map.groupBy(organisations, ({ type }) => type)].map(([type, group]) => (
        <section class="sec" aria-labelledby={`o-${type}`}>
          <h2 id={`o-${type}`}>{t(`organisations.${type}`)}</h2>
          <ul class="entries">
            {group
              .toSorted((a, b) => byName(view.text(a.name), view.text(b.name)))
              .map((record) => (
                <Organisation view={view} record={record} />
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Organisation({ view, record }: { view: View; record: RecordOf<'organisation'> }): Html {
  return (
    <li>
      <h3>
        <RecordLink view={view} id={record.id} />
      </h3>
      <p class="meta">
        {(record.from || record.to) && view.period(record.from, record.to)}
        {record.city && <span class="dim small">{view.plain(record.city)}</span>}
        {record.asOf && <span class="dim small">{view.t('country.as-of', { date: view.date(record.asOf) })}</span>}
        {record.status && record.status !== 'active' && <span class="tag">{view.t(`value.${record.status}`)}</span>}
      </p>
      {record.role && <p>{view.say(record.role)}</p>}
      {record.note && <p class="note">{view.say(record.note)}</p>}
      <Sources view={view} citations={record.citations} quotes={false} />
    </li>
  );
}
