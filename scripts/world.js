/**
 * The world map: Natural Earth outlines (through world-atlas, 1:50 million) simplified on their shared borders, in the
 * Equal Earth projection, as paths of whole pixels by state.
 * Natural Earth draws who holds a territory. The corrections below follow the position of the United Nations instead:
 * Crimea is part of Ukraine (General Assembly resolution 68/262); what is not a member or observer state is drawn with
 * the state it is part of, or left without a status.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoArea, geoCentroid, geoContains, geoEqualEarth, geoPath } from 'd3-geo';
import { feature, mergeArcs } from 'topojson-client';

const require = createRequire(import.meta.url);
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Members and observers of the United Nations: ISO 3166-1 alpha-3, alpha-2, numeric. */
export const STATES = read(new URL('../src/web/states.json', import.meta.url));

const WIDTH = 1000;

/** Points inside land that Natural Earth gives to another state than the United Nations do: from, to. */
const MOVED = [{ from: 'rus', to: 'ukr', at: [34.1, 44.95] }];

/**
 * Land beyond a line of longitude or latitude that Natural Earth draws as part of a state: Western Sahara north and
 * west of the berm (a non-self-governing territory, without a status), and the Golan (Security Council resolution 497).
 */
const CUT = [
  { from: 'mar', axis: 1, below: 27.667 },
  { from: 'isr', axis: 0, above: 35.62, to: 'syr' },
];

/** Outlines without a code of a member state that are part of one. */
const PART_OF = { Somaliland: 'som', 'N. Cyprus': 'cyp', 'Hong Kong': 'chn', Macao: 'chn', Åland: 'fin' };

/** Never drawn: Antarctica is no state's, and would fill a tenth of the map. */
const LEFT_OUT = ['Antarctica'];

/** States that Natural Earth's 1:50 million leaves out, with their centre. */
const MISSING = { tuv: [179.2, -8.52] };

/** States whose outline covers less than this many square pixels, and no more than this across, get a dot. */
const DOT_AREA = 6;
const DOT_EXTENT = 9;

/** Borders lose the corners whose triangle is smaller than this many square degrees (seen at the equator). */
const CORNER = 0.06;

/** A ring smaller than this many square pixels is not drawn, unless its state would vanish. */
const RING = 1.2;

/** Outlines of every state and of land without a status, as GeoJSON, after the corrections. */
export function outlines() {
  const topology = simplified(read(require.resolve('world-atlas/countries-50m.json')));
  const byCode = new Map(STATES.map(([code, , numeric]) => [numeric, code]));
  const parts = new Map(STATES.map(([code]) => [code, []]));
  const neutral = [];
  for (const geometry of topology.objects.countries.geometries) {
    const { name } = geometry.properties;
    if (LEFT_OUT.includes(name)) continue;
    const code = byCode.get(geometry.id) ?? PART_OF[name];
    if (code) parts.get(code).push(...polygonsOf(geometry));
    else neutral.push(geometry);
  }
  for (const { from, to, at } of MOVED) {
    const taken = parts.get(from).filter((polygon) => contains(topology, polygon, at));
    if (taken.length === 0) continue;
    parts.set(
      from,
      parts.get(from).filter((polygon) => !taken.includes(polygon)),
    );
    parts.get(to).push(...taken);
  }
  const states = new Map();
  for (const [code, polygons] of parts) {
    if (polygons.length > 0) states.set(code, feature(topology, mergeArcs(topology, polygons.map(asPolygon))).geometry);
  }
  const drawn = neutral.map((geometry) => feature(topology, geometry).geometry);
  for (const cut of CUT) {
    const { inside, outside } = divided(states.get(cut.from), cut);
    if (inside.coordinates.length === 0) continue;
    states.set(cut.from, outside);
    if (cut.to) states.set(cut.to, joined(states.get(cut.to), inside));
    else drawn.push(inside);
  }
  return { states, neutral: drawn };
}

/** The state at a place, by longitude and latitude. */
export function stateAt({ states }, point) {
  return [...states].find(([, geometry]) => geoContains(geometry, point))?.[0];
}

/** A geometry on the two sides of a line of longitude (axis 0) or latitude (axis 1). */
function divided(geometry, { axis, below, above }) {
  const value = below ?? above;
  const half = (sign) => ({
    type: 'MultiPolygon',
    coordinates: polygonCoordinates(geometry).flatMap((rings) => {
      const kept = rings.map((ring) => clipped(ring, axis, value, sign)).filter((ring) => ring.length > 3);
      return kept.length > 0 ? [kept] : [];
    }),
  });
  const inward = below === undefined ? 1 : -1;
  return { inside: half(inward), outside: half(-inward) };
}

/** The part of a ring where `sign` times the distance from the line is positive (Sutherland and Hodgman 1974). */
function clipped(ring, axis, value, sign) {
  const kept = [];
  for (let i = 0; i < ring.length - 1; i++) {
    const [a, b] = [ring[i], ring[i + 1]];
    const [da, db] = [(a[axis] - value) * sign, (b[axis] - value) * sign];
    if (da >= 0) kept.push(a);
    if (da * db < 0) {
      const t = da / (da - db);
      kept.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
    }
  }
  return kept.length > 0 ? [...kept, kept[0]] : [];
}

const polygonCoordinates = ({ type, coordinates }) => (type === 'Polygon' ? [coordinates] : coordinates);
const joined = (a, b) => ({
  type: 'MultiPolygon',
  coordinates: [...polygonCoordinates(a), ...polygonCoordinates(b)],
});

/** Width of the map of one state, in pixels. */
const STATE_WIDTH = 600;

/**
 * Every state by itself, for towns in it: degrees of longitude shortened as they are at its middle, north above, so
 * that a place is found by two multiplications: x = (longitude - west) * perEast, y = (north - latitude) * perNorth.
 */
export function stateMaps() {
  const maps = {};
  for (const [code, whole] of outlines().states) {
    const geometry = mainland(whole);
    const points = polygonCoordinates(geometry).flat(2);
    const [east, north] = [0, 1].map((axis) => Math.max(...points.map((point) => point[axis])) + 0.2);
    const [west, south] = [0, 1].map((axis) => Math.min(...points.map((point) => point[axis])) - 0.2);
    const perEast = STATE_WIDTH / (east - west);
    const perNorth = perEast / Math.cos((((north + south) / 2) * Math.PI) / 180);
    const rings = polygonCoordinates(geometry)
      .flat()
      .map((ring) =>
        straightened(
          ring.map(([x, y]) => [Math.round((x - west) * perEast), Math.round((north - y) * perNorth)]).slice(0, -1),
        ),
      )
      .filter((ring) => ring.length > 2);
    const round = (value) => Math.round(value * 1000) / 1000;
    maps[code] = {
      width: STATE_WIDTH,
      height: Math.ceil((north - south) * perNorth),
      path: rings.map(writeRing).join(''),
      west: round(west),
      north: round(north),
      perEast: round(perEast),
      perNorth: round(perNorth),
    };
  }
  return maps;
}

/** A state without what lies far from its largest part: overseas territories would shrink it to a dot. */
function mainland(geometry) {
  if (geometry.type === 'Polygon') return geometry;
  const centre = geoCentroid(largest(geometry));
  const near = geometry.coordinates.filter((coordinates) => {
    const [x, y] = geoCentroid({ type: 'Polygon', coordinates });
    // Across the line of dates everything is far in degrees; there only the largest part is drawn.
    return Math.abs(x - centre[0]) < 25 && Math.abs(y - centre[1]) < 20;
  });
  return { type: 'MultiPolygon', coordinates: near };
}

/** The map as the site draws it. */
export function worldMap() {
  const { states, neutral } = outlines();
  const all = { type: 'GeometryCollection', geometries: [...states.values(), ...neutral] };
  const projection = fitted(all);
  const measure = geoPath(projection);
  const [, [, bottom]] = measure.bounds(all);
  const outline = (geometry) => pathOf(geometry, projection);
  const map = { width: WIDTH, height: Math.ceil(bottom), states: {}, dots: {}, centres: {}, neutral: '' };
  for (const [code] of STATES) {
    const geometry = states.get(code);
    if (geometry) {
      const [[x0, y0], [x1, y1]] = measure.bounds(geometry);
      if (
        measure.area(geometry) < DOT_AREA ||
        (Math.max(x1 - x0, y1 - y0) < DOT_EXTENT && measure.area(geometry) < 12)
      ) {
        map.dots[code] = projection(geoCentroid(largest(geometry))).map(Math.round);
      } else {
        map.states[code] = outline(geometry);
        map.centres[code] = measure.centroid(largest(geometry)).map(Math.round);
      }
    } else map.dots[code] = projection(MISSING[code]).map(Math.round);
  }
  map.neutral = neutral.map(outline).join('');
  return map;
}

function fitted(all) {
  const projection = geoEqualEarth().rotate([-11, 0]);
  projection.fitSize([WIDTH, WIDTH], all);
  const [[, top]] = geoPath(projection).bounds(all);
  const [x, y] = projection.translate();
  return projection.translate([x, y - top + 1]);
}

const polygonsOf = ({ type, arcs }) => (type === 'Polygon' ? [arcs] : type === 'MultiPolygon' ? arcs : []);
const asPolygon = (arcs) => ({ type: 'Polygon', arcs });
const contains = (topology, arcs, point) => geoContains(feature(topology, asPolygon(arcs)), point);

/** The largest polygon: a dot stands on the main island, not in the sea between. */
function largest(geometry) {
  if (geometry.type === 'Polygon') return geometry;
  const polygons = geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }));
  return polygons.reduce((best, polygon) => (geoArea(polygon) > geoArea(best) ? polygon : best));
}

/** Relative moves in whole pixels, without those that go nowhere; rings too small to see are left out. */
function pathOf(geometry, projection) {
  const rings = [];
  let ring = [];
  const add = (x, y) => {
    const point = [Math.round(x), Math.round(y)];
    const last = ring.at(-1);
    if (!last || last[0] !== point[0] || last[1] !== point[1]) ring.push(point);
  };
  geoPath(projection, {
    moveTo: (x, y) => {
      ring = [];
      rings.push(ring);
      add(x, y);
    },
    lineTo: add,
    closePath: () => {
      const [first, last] = [ring[0], ring.at(-1)];
      if (ring.length > 1 && first[0] === last[0] && first[1] === last[1]) ring.pop();
    },
    arc: () => {},
  })(geometry);
  const drawn = rings.map(straightened).filter((points) => points.length > 2);
  const seen = drawn.filter((points) => Math.abs(areaOf(points)) >= RING);
  return (seen.length > 0 ? seen : drawn).map(writeRing).join('');
}

/** Without points on a straight line between their neighbours. */
function straightened(points) {
  return points.filter(([x, y], i) => {
    const [a, b] = [points.at(i - 1), points[(i + 1) % points.length]];
    return (x - a[0]) * (b[1] - a[1]) !== (y - a[1]) * (b[0] - a[0]);
  });
}

function areaOf(points) {
  return points.reduce((sum, [x, y], i) => sum + x * points.at(i - 1)[1] - y * points.at(i - 1)[0], 0) / 2;
}

function writeRing(points) {
  let [x, y] = points[0];
  let text = `M${x} ${y}l`;
  let first = true;
  for (const point of points.slice(1)) {
    const [dx, dy] = [point[0] - x, point[1] - y];
    text += `${first || dx < 0 ? '' : ' '}${dx}${dy < 0 ? '' : ' '}${dy}`;
    [x, y] = point;
    first = false;
  }
  return `${text}z`;
}

/** The topology with fewer corners on every border (Visvalingam and Whyatt 1993); ends of borders stay. */
function simplified(topology) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    const points = arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
    return visvalingam(points);
  });
  return { ...topology, transform: undefined, arcs };
}

function visvalingam(points) {
  const closed = points.length > 3 && points[0][0] === points.at(-1)[0] && points[0][1] === points.at(-1)[1];
  const least = closed ? 5 : 2;
  const kept = points.slice();
  while (kept.length > least) {
    let [at, smallest] = [-1, CORNER];
    for (let i = 1; i < kept.length - 1; i++) {
      const area = triangle(kept[i - 1], kept[i], kept[i + 1]);
      if (area < smallest) [at, smallest] = [i, area];
    }
    if (at < 0) break;
    kept.splice(at, 1);
  }
  return kept;
}

/** Twice the area of a triangle in square degrees, as wide as it is at its latitude. */
function triangle([ax, ay], [bx, by], [cx, cy]) {
  return Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) * Math.cos((by * Math.PI) / 180);
}
