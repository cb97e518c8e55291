/**
 * Get help: lines and services that a person confirmed in the last 90 days, by country; where there is none, it says so
 * and points to the international ones. A number that may no longer be right is worse than none, so it is not shown.
 */

import { isConfirmed, type Service } from '../../core/commitments/services.ts';
import { holdsOn } from '../../core/time.ts';
import type { Html, View } from '../context.tsx';
import { byName, stateName } from '../states.ts';
import { action, Kept } from '../ui/dates.tsx';
import { asked } from '../ui/filters.tsx';
import { recordName } from '../ui/records.tsx';
import { ServiceFacts } from '../ui/services.tsx';
import { Page } from '../ui/shell.tsx';

export function page(view: View): Html {
  const { dataset, t } = view;
  const countries = byName(view, new Set(dataset.all('service').flatMap(({ country }) => country ?? [])));
  const country = asked(view, 'country').toLowerCase();
  const chosen = dataset.get('country', country) ? country : undefined;
  const international = dataset.all('service').filter((service) => service.country === undefined);
  return (
    <Page view={view} title={t('help.title')} crumbs={[]}>
      <div class="head">
        <h1>{t('help.title')}</h1>
        <p class="lead">{t('help.lead')}</p>
      </div>
      <p class="call">{t('help.not-here')}</p>
      <section class="sec" aria-labelledby="help-country">
        <h2 id="help-country">{t('help.country')}</h2>
        <form class="bar" method="get" action={action(view)}>
          <Kept view={view} except={['country', 'asOf', 'knownAt']} />
          <div class="field grow">
            <label for="country">{t('choice.state')}</label>
            <select id="country" name="country">
              <option value="">{t('help.choose')}</option>
              {countries.map((code) => (
                <option value={code} selected={code === chosen}>
                  {stateName(view, code)}
                </option>
              ))}
            </select>
          </div>
          <button class="btn quiet" type="submit">
            {t('choice.show')}
          </button>
        </form>
        {chosen && (
          <Services
            view={view}
            services={dataset.inCountry('service', chosen)}
            empty={t('help.none', { country: stateName(view, chosen) })}
          />
        )}
      </section>
      <section class="sec" aria-labelledby="help-world">
        <h2 id="help-world">{t('help.world')}</h2>
        <p class="measure">{t('help.world-text')}</p>
        <ul class="quiet-list services">
          {international
            .filter((service) => holdsOn(service, view.today))
            .map((service) => (
              <ServiceItem view={view} service={service} confirmed={isConfirmed(service, view.today)} directory />
            ))}
        </ul>
        {international.length === 0 && <p class="call">{t('help.world-none')}</p>}
      </section>
      <section class="sec" aria-labelledby="help-leave">
        <h2 id="help-leave">{t('help.traces')}</h2>
        <p class="measure">{t('help.traces-text')}</p>
      </section>
    </Page>
  );
}

function Services({ view, services, empty }: { view: View; services: readonly Service[]; empty: string }): Html {
  const standing = services.filter((service) => holdsOn(service, view.today));
  const confirmed = standing.filter((service) => isConfirmed(service, view.today));
  const others = standing.filter((service) => !isConfirmed(service, view.today));
  return (
    <>
      {confirmed.length === 0 && <p class="call">{empty}</p>}
      {confirmed.length > 0 && (
        <ul class="quiet-list services">
          {confirmed.map((service) => (
            <ServiceItem view={view} service={service} confirmed />
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <details>
          <summary>{view.t('help.unconfirmed', { count: others.length })}</summary>
          <p class="small dim">{view.t('help.unconfirmed-text')}</p>
          <ul class="quiet-list services">
            {others.map((service) => (
              <ServiceItem view={view} service={service} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** A service. The address of an international directory stands even unconfirmed: it is the way to a number that holds. */
function ServiceItem({
  view,
  service,
  confirmed = false,
  directory = false,
}: {
  view: View;
  service: Service;
  confirmed?: boolean;
  directory?: boolean;
}): Html {
  const { t } = view;
  return (
    <li>
      <h3>{recordName(view, service)}</h3>
      {service.serves && <p>{view.say(service.serves)}</p>}
      {confirmed && service.phone && (
        <p class="phone">
          <a href={`tel:${service.phone.replace(/[^\d+*#]/g, '')}`}>{service.phone}</a>
        </p>
      )}
      {(confirmed || directory) && service.url && (
        <p>
          <a href={service.url} rel="noreferrer">
            {new URL(service.url).hostname}
          </a>
        </p>
      )}
      <ServiceFacts view={view} service={service} />
      <p class="small dim">
        {service.verifiedOn ? t('help.verified', { date: view.date(service.verifiedOn) }) : t('help.never-verified')}
      </p>
    </li>
  );
}
