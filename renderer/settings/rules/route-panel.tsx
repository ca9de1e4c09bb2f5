import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { ArrowRight, ChevronRight, X } from 'lucide-react';
import { Button, Disclosure, DisclosurePanel, Group, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RouteRules } from '../../../contract/rules.ts';
import type { AccountView, RouteView } from '../../../contract/views.ts';
import { ActionButton, IconButton } from '../../ui/button.tsx';
import { Handle } from '../../ui/handle.tsx';
import { NetworkMark } from '../../ui/network-mark.tsx';
import { SwitchLine } from '../../ui/switch.tsx';
import { routePanelId } from '../route-cell.tsx';
import { filtersSet } from './filters.ts';
import { RouteCatchUp } from './route-catch-up.tsx';
import { RouteFilters } from './route-filters.tsx';
import { RouteModeChoice } from './route-mode.tsx';
import { RoutePrivacy } from './route-privacy.tsx';
import { rulesOfRoute } from './ruled.ts';
import { NotSaved } from './saved-line.tsx';
import { endRoute } from './steps.ts';
import type { Saving } from './use-saving.ts';

interface RoutePanelProps {
  readonly route: RouteView;
  readonly source: AccountView;
  readonly destination: AccountView;
  readonly saving: Saving;
  /** Back to the cell of the matrix. */
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** All that is set for one route. Each change is kept at once. */
export function RoutePanel({ route, source, destination, saving, onBack, onClose }: RoutePanelProps) {
  const { t } = useTranslation();
  const titleId = useId();
  const ruled = rulesOfRoute(route.id);
  const change = (changes: Partial<RouteView>) => saving.change(ruled, (now) => ({ ...now, ...changes }));
  const changeRules = (changes: Partial<RouteRules>) =>
    saving.change(ruled, (now) => ({ ...now, rules: { ...now.rules, ...changes } }));
  const backOnEscape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onBack();
  };
  return (
    <Group id={routePanelId} className="panel" tabIndex={-1} aria-labelledby={titleId} onKeyDown={backOnEscape}>
      <header className="panel-head">
        <h2 id={titleId} className="panel-title">
          <span className="for-readers">{t('rules.title')} </span>
          <PanelAccount account={source} />
          <span className="panel-account">
            <ArrowRight className="quiet" size={16} aria-label={t('rules.to')} />
            <PanelAccount account={destination} />
          </span>
        </h2>
        <IconButton label={t('rules.close')} onPress={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <NotSaved saving={saving} about={ruled.name} />
      <RouteModeChoice
        mode={route.mode}
        delayMinutes={route.rules.delayMinutes}
        onMode={(mode) => change({ mode })}
        onDelay={(delayMinutes) => changeRules({ delayMinutes })}
      />
      <div className="panel-part">
        <SwitchLine label={t('rules.paused')} isOn={route.paused} onChange={(paused) => change({ paused })} />
        <p className="quiet small">{t('rules.pausedWhy')}</p>
      </div>
      <RouteFolds rules={route.rules} source={source} destination={destination} onChange={changeRules} />
      <div className="panel-part">
        <ActionButton
          look="danger"
          onPress={() => {
            onClose();
            saving.take(endRoute(route));
          }}
        >
          {t('rules.end')}
        </ActionButton>
        <p className="quiet small">{t('rules.endWhy')}</p>
      </div>
    </Group>
  );
}

interface RouteFoldsProps extends Pick<RoutePanelProps, 'source' | 'destination'> {
  readonly rules: RouteRules;
  readonly onChange: (changes: Partial<RouteRules>) => void;
}

/** What is set less often. */
function RouteFolds({ rules, source, destination, onChange }: RouteFoldsProps) {
  const { t } = useTranslation();
  const { catchUp, filters, privacy } = rules;
  return (
    <>
      <Fold title={t('rules.catchUp.title')} now={t(`rules.catchUp.word.${catchUp}`)}>
        <RouteCatchUp catchUp={catchUp} onChange={(chosen) => onChange({ catchUp: chosen })} />
      </Fold>
      <Fold title={t('rules.filter.title')} now={t('rules.filter.set', { count: filtersSet(filters) })}>
        <RouteFilters filters={filters} onChange={(changes) => onChange({ filters: { ...filters, ...changes } })} />
      </Fold>
      <Fold title={t('rules.privacy.title')} now={t('rules.privacy.set', { count: Object.keys(privacy).length })}>
        <RoutePrivacy
          source={source}
          destination={destination}
          overrides={privacy}
          onChange={(changed) => onChange({ privacy: changed })}
        />
      </Fold>
    </>
  );
}

function PanelAccount({ account }: { readonly account: AccountView }) {
  return (
    <span className="panel-account">
      <NetworkMark network={account.network} size={16} />
      <span className="for-readers">{account.networkName} </span>
      <Handle handle={account.handle} />
    </span>
  );
}

interface FoldProps {
  readonly title: string;
  /** What is set now, in a word. */
  readonly now: string;
  readonly children: ReactNode;
}

/** A part that can stay shut: its line says what is set in it. */
function Fold({ title, now, children }: FoldProps) {
  return (
    <Disclosure className="fold">
      {({ isExpanded }) => (
        <>
          <Heading level={3} className="fold-head">
            <Button slot="trigger" className="fold-trigger">
              <span className="fold-title">{title}</span>
              <span className="fold-now quiet small">{now}</span>
              <ChevronRight className="fold-sign quiet" size={16} aria-hidden />
            </Button>
          </Heading>
          <DisclosurePanel>{isExpanded && <div className="fold-body">{children}</div>}</DisclosurePanel>
        </>
      )}
    </Disclosure>
  );
}
