import { UsageError } from '../../model/usage-error.ts';
import { didYouMean } from '../did-you-mean.ts';

/** What `netbox+https://host/?site=kyiv` asks for. */
export type NetboxAddress = {
  /** The first page of each list that is asked for. */
  readonly lists: readonly URL[];
  /** Without the query, for messages. */
  readonly server: string;
};

/** What NetBox calls the lists, and where its REST API has them. */
const OBJECTS: Readonly<Record<string, string>> = {
  devices: 'api/dcim/devices/',
  'virtual-machines': 'api/virtualization/virtual-machines/',
};

/**
 * Reads the address of a NetBox. Its query is that of the REST API; `status=active` unless it says another status, and
 * `object=virtual-machines` (also beside `object=devices`) asks for these.
 * @throws UsageError where it is no address, or holds a secret
 */
export function readNetboxAddress(name: string): NetboxAddress {
  const text = name.replace(/^netbox\+/i, '');
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    throw refusal(
      'a NetBox is written netbox+https://host/, with the filters of its API behind a question mark',
    );
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.searchParams.has('token')) {
    throw refusal('the address of a NetBox holds no secret; put its token into NETBOX_TOKEN');
  }
  const wanted = url.searchParams.getAll('object');
  url.searchParams.delete('object');
  const unknown = wanted.find((object) => !Object.hasOwn(OBJECTS, object));
  if (unknown !== undefined) {
    const known = Object.keys(OBJECTS);
    throw refusal(
      `object=${unknown} is not known${didYouMean(unknown, known)}; known are ${known.join(' and ')}`,
    );
  }
  if (![...url.searchParams.keys()].some((key) => /^status(?:__|$)/.test(key))) {
    url.searchParams.set('status', 'active');
  }
  if (!url.searchParams.has('limit')) url.searchParams.set('limit', String(PAGE));
  // Somebody may have copied the address of the API itself.
  const base = url.pathname.replace(/(?:\/api\/.*)?\/?$/, '/');
  const lists = (wanted.length > 0 ? wanted : ['devices']).map((object) => {
    const list = new URL(url);
    list.pathname = `${base}${OBJECTS[object]}`;
    list.hash = '';
    return list;
  });
  return { lists, server: `${url.origin}${base}` };
}

/** NetBox gives at most 1000 at a time unless it is told otherwise; fewer keep each answer quick. */
const PAGE = 250;

function refusal(message: string): UsageError {
  return new UsageError([{ message: `--inventory: ${message}` }]);
}
