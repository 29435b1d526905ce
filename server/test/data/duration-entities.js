'use strict';
// The entities of durations-micro.csv, as measured: add(name, factory); the factory sets up once and returns the entity, which is then run
// over and over. The `line` column of durations-micro.csv is where its add(...) begins.
let sink = 0;
const M = {};
const add = (n, mk) => {
  M[n] = { mk };
};
const N = 10_000;
const random = () => {
  let s = 12345;
  return () => {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0;
    return s;
  };
};

// numbers
add('Math.sin, small', () => () => {
  let s = 0;
  for (let i = 0; i < N; i++) s += Math.sin(i * 1e-4);
  sink += s;
});
add('Math.sin, large', () => () => {
  let s = 0;
  for (let i = 0; i < N; i++) s += Math.sin(i * 1000);
  sink += s;
});
add('Math.cos', () => () => {
  let s = 0;
  for (let i = 0; i < N; i++) s += Math.cos(i * 0.01);
  sink += s;
});
add('Math.exp', () => () => {
  let s = 0;
  for (let i = 0; i < N; i++) s += Math.exp(i * -1e-3);
  sink += s;
});
add('Math.log', () => () => {
  let s = 0;
  for (let i = 0; i < N; i++) s += Math.log(i + 1);
  sink += s;
});
add('Math.pow, fractions', () => () => {
  let s = 0;
  for (let i = 0; i < N; i++) s += Math.pow(i, 0.7);
  sink += s;
});
add('** 2', () => () => {
  let s = 0;
  for (let i = 0; i < N; i++) s += (i * 0.5) ** 2;
  sink += s;
});
add('Math.sqrt', () => () => {
  let s = 0;
  for (let i = 0; i < N; i++) s += Math.sqrt(i * 0.5);
  sink += s;
});
add('Math.floor', () => () => {
  let s = 0;
  for (let i = 0; i < N; i++) s += Math.floor(i * 0.37);
  sink += s;
});
add('Math.max, Math.abs', () => () => {
  let s = 0;
  for (let i = 0; i < N; i++) s += Math.max(Math.abs(i - 5000), 100);
  sink += s;
});
add('Math.hypot', () => () => {
  let s = 0;
  for (let i = 0; i < N; i++) s += Math.hypot(i, 3);
  sink += s;
});
add('Math.atan2', () => () => {
  let s = 0;
  for (let i = 0; i < N; i++) s += Math.atan2(i, 300);
  sink += s;
});
add('Math.random', () => () => {
  let s = 0;
  for (let i = 0; i < N; i++) s += Math.random();
  sink += s;
});
add('% of integers', () => () => {
  let s = 0;
  for (let i = 0; i < N; i++) s += (i * 7919) % 9973;
  sink += s;
});
add('% of large numbers', () => {
  let seed = 42;
  return () => {
    for (let i = 0; i < N; i++) seed = (seed * 16807) % 2147483647;
    sink += seed;
  };
});
add('division of doubles', () => () => {
  let s = 0;
  for (let i = 1; i < N; i++) s += 1 / i;
  sink += s;
});

// texts
add('String(number)', () => {
  let k = 0;
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) s += String(k++).length;
    sink += s;
  };
});
add('toFixed(2)', () => () => {
  let s = 0;
  for (let i = 0; i < N; i++) s += (i * 0.37).toFixed(2).length;
  sink += s;
});
add('String(double)', () => {
  let k = 0;
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) s += String(k++ * 0.37).length;
    sink += s;
  };
});
add('parseInt of a text', () => {
  const texts = Array.from({ length: 1000 }, (_, i) => `${i * 31}`);
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) s += Number.parseInt(texts[i % 1000], 10);
    sink += s;
  };
});
add('Number of a text', () => {
  const texts = Array.from({ length: 1000 }, (_, i) => `${i * 3.1}`);
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) s += Number(texts[i % 1000]);
    sink += s;
  };
});
add('charCodeAt', () => {
  const text = 'lorem ipsum dolor sit amet '.repeat(400);
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) s += text.charCodeAt(i);
    sink += s;
  };
});
add('text[i] compared', () => {
  const text = 'lorem ipsum dolor sit amet '.repeat(400);
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) if (text[i] === 'o' || text[i] === 'm') s++;
    sink += s;
  };
});
add('charAt added up', () => {
  const text = 'lorem ipsum dolor sit amet '.repeat(400);
  return () => {
    let s = '';
    for (let i = 0; i < N; i++) s += text.charAt(i);
    sink += s.charCodeAt(5);
  };
});
add('for of a text', () => {
  const text = 'lorem ipsum dolor sit amet '.repeat(400).slice(0, N);
  return () => {
    let s = 0;
    for (const c of text) if (c === ' ') s++;
    sink += s;
  };
});
add('fromCharCode added up', () => () => {
  let s = '';
  for (let i = 0; i < N; i++) s += String.fromCharCode(97 + (i % 26));
  sink += s.charCodeAt(5);
});
add('slice of 20 characters', () => {
  const text = 'lorem ipsum dolor sit amet '.repeat(400);
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) s += text.slice(i, i + 20).length;
    sink += s;
  };
});
add('slice of 5 characters, compared', () => {
  const text = 'lorem ipsum dolor sit amet '.repeat(400);
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) if (text.substring(i, i + 5) === 'dolor') s++;
    sink += s;
  };
});
add('indexOf, 100 characters on', () => {
  const text = `${'lorem ipsum dolor sit amet '.repeat(4)}#`;
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) s += text.indexOf('#');
    sink += s;
  };
});
add('startsWith', () => {
  const text = 'lorem ipsum dolor sit amet '.repeat(400);
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) if (text.startsWith('dolor', i)) s++;
    sink += s;
  };
});
add('toLowerCase of 10 characters', () => {
  const texts = Array.from({ length: 1000 }, (_, i) => `Lorem${10000 + i}`);
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) s += texts[i % 1000].toLowerCase().length;
    sink += s;
  };
});
add('localeCompare', () => {
  const texts = Array.from({ length: 1000 }, (_, i) => `lorem${i}`);
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) s += texts[i % 1000].localeCompare(texts[(i * 7) % 1000]);
    sink += s;
  };
});
add('texts compared with <', () => {
  const texts = Array.from({ length: 1000 }, (_, i) => `lorem${i}`);
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) if (texts[i % 1000] < texts[(i * 7) % 1000]) s++;
    sink += s;
  };
});
add('equal texts compared with ===', () => {
  const one = Array.from({ length: 1000 }, (_, i) => `lorem ipsum ${i}`);
  const two = Array.from({ length: 1000 }, (_, i) => `lorem ipsum ${i}`);
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) if (one[i % 1000] === two[i % 1000]) s++;
    sink += s;
  };
});
add('template of two numbers', () => () => {
  let s = 0;
  for (let i = 0; i < N; i++) s += `${i % 100},${i % 97}`.length;
  sink += s;
});
add('split by commas', () => {
  const lines = Array.from({ length: 1000 }, (_, i) => `${i},name${i},${i * 2},plain`);
  return () => {
    let s = 0;
    for (let i = 0; i < 1000; i++) s += lines[i].split(',').length;
    sink += s;
  };
});
add('split into characters', () => {
  const lines = Array.from({ length: 100 }, (_, i) => `${i}`.padStart(100, 'abc'));
  return () => {
    let s = 0;
    for (let i = 0; i < 100; i++) s += lines[i].split('').length;
    sink += s;
  };
});
add('join of short texts', () => {
  const texts = Array.from({ length: 1000 }, (_, i) => `t${i}`);
  return () => {
    sink += texts.join(',').length;
  };
});
add('replace by a pattern', () => {
  const lines = Array.from({ length: 1000 }, (_, i) => `lorem ${i} ipsum dolor`);
  return () => {
    let s = 0;
    for (let i = 0; i < 1000; i++) s += lines[i].replace(/\d+/g, '#').length;
    sink += s;
  };
});
add('match of a line', () => {
  const lines = Array.from({ length: 1000 }, (_, i) => `move ${i} from ${i % 9} to ${i % 7}`);
  return () => {
    let s = 0;
    for (let i = 0; i < 1000; i++) s += lines[i].match(/^move (\d+) from (\d+) to (\d+)$/).length;
    sink += s;
  };
});
add('test of a line', () => {
  const lines = Array.from({ length: 1000 }, (_, i) => `lorem ${i} ipsum`);
  return () => {
    let s = 0;
    for (let i = 0; i < 1000; i++) if (/[",\n]/.test(lines[i])) s++;
    sink += s;
  };
});
add('match of all words', () => {
  const text = 'lorem ipsum dolor sit amet '.repeat(200);
  return () => {
    sink += text.match(/\w+/g).length;
  };
});
add('JSON.parse of small objects', () => {
  const texts = Array.from({ length: 1000 }, (_, i) => JSON.stringify({ id: i, name: `item ${i}`, tags: ['a', 'b'] }));
  return () => {
    let s = 0;
    for (let i = 0; i < 1000; i++) s += JSON.parse(texts[i]).id;
    sink += s;
  };
});
add('JSON.stringify of small objects', () => {
  const objects = Array.from({ length: 1000 }, (_, i) => ({ id: i, name: `item ${i}`, tags: ['a', 'b'] }));
  return () => {
    let s = 0;
    for (let i = 0; i < 1000; i++) s += JSON.stringify(objects[i]).length;
    sink += s;
  };
});

// arrays
add('forEach', () => {
  const a = Array.from({ length: N }, (_, i) => i);
  return () => {
    let s = 0;
    a.forEach((x) => {
      s += x;
    });
    sink += s;
  };
});
add('for of an array', () => {
  const a = Array.from({ length: N }, (_, i) => i);
  return () => {
    let s = 0;
    for (const x of a) s += x;
    sink += s;
  };
});
add('map', () => {
  const a = Array.from({ length: N }, (_, i) => i);
  return () => {
    sink += a.map((x) => x * 2).length;
  };
});
add('filter', () => {
  const a = Array.from({ length: N }, (_, i) => i);
  return () => {
    sink += a.filter((x) => x % 3 === 0).length;
  };
});
add('reduce', () => {
  const a = Array.from({ length: N }, (_, i) => i);
  return () => {
    sink += a.reduce((s, x) => s + x, 0);
  };
});
add('slice of 100 elements', () => {
  const a = Array.from({ length: 1000 }, (_, i) => i);
  return () => {
    let s = 0;
    for (let i = 0; i < 1000; i++) s += a.slice(i % 900, (i % 900) + 100).length;
    sink += s;
  };
});
add('spread of 10 elements', () => {
  const a = Array.from({ length: 10 }, (_, i) => i);
  return () => {
    let s = 0;
    for (let i = 0; i < 1000; i++) s += [...a, i].length;
    sink += s;
  };
});
add('concat of 10 elements', () => {
  const a = Array.from({ length: 10 }, (_, i) => i);
  return () => {
    let s = 0;
    for (let i = 0; i < 1000; i++) s += a.concat(a).length;
    sink += s;
  };
});
add('includes in 100 numbers', () => {
  const a = Array.from({ length: 100 }, (_, i) => i);
  return () => {
    let s = 0;
    for (let i = 0; i < 1000; i++) if (a.includes(i)) s++;
    sink += s;
  };
});
add('indexOf in 100 texts', () => {
  const a = Array.from({ length: 100 }, (_, i) => `text${i}`);
  return () => {
    let s = 0;
    for (let i = 0; i < 1000; i++) s += a.indexOf(a[i % 100]);
    sink += s;
  };
});
add('find among 100 objects', () => {
  const a = Array.from({ length: 100 }, (_, i) => ({ id: i }));
  return () => {
    let s = 0;
    for (let i = 0; i < 1000; i++) s += a.find(({ id }) => id === i % 100).id;
    sink += s;
  };
});
add('push and shift of a queue of 1,000', () => {
  const q = Array.from({ length: 1000 }, (_, i) => i);
  return () => {
    for (let i = 0; i < N; i++) {
      q.push(i);
      sink += q.shift();
    }
  };
});
add('push and shift of a queue of 20,000', () => {
  const q = Array.from({ length: 20_000 }, (_, i) => i);
  return () => {
    for (let i = 0; i < 1000; i++) {
      q.push(i);
      sink += q.shift();
    }
  };
});
add('push and pop', () => {
  const q = [];
  return () => {
    for (let i = 0; i < N; i++) {
      q.push(i);
      q.push(i);
      sink += q.pop();
      q.pop();
    }
  };
});
add('splice out of 1,000', () => {
  const q = Array.from({ length: 1000 }, (_, i) => i);
  return () => {
    for (let i = 0; i < 1000; i++) {
      q.splice(500, 1);
      q.push(i);
    }
  };
});
add('swap by destructuring', () => {
  const a = Array.from({ length: 1000 }, (_, i) => i);
  return () => {
    for (let i = 0; i < N; i++) {
      const j = (i * 7) % 1000;
      const k = i % 1000;
      [a[j], a[k]] = [a[k], a[j]];
    }
  };
});
add('sort of 1,000 numbers with a comparator', () => {
  const r = random();
  const a = Array.from({ length: 1000 }, () => r() % 1000);
  return () => {
    sink += [...a].sort((x, y) => x - y)[0];
  };
});
add('sort of 1,000 objects by a field', () => {
  const r = random();
  const a = Array.from({ length: 1000 }, () => ({ key: r() % 1000 }));
  return () => {
    sink += [...a].sort((x, y) => x.key - y.key)[0].key;
  };
});
add('sort of 1,000 texts', () => {
  const r = random();
  const a = Array.from({ length: 1000 }, () => `text${r() % 1000}`);
  return () => {
    sink += [...a].sort()[0].length;
  };
});

// objects and collections
add('Object.keys of 5 keys', () => {
  const o = { a: 1, b: 2, c: 3, d: 4, e: 5 };
  return () => {
    let s = 0;
    for (let i = 0; i < 1000; i++) s += Object.keys(o).length;
    sink += s;
  };
});
add('Object.entries of 5 keys', () => {
  const o = { a: 1, b: 2, c: 3, d: 4, e: 5 };
  return () => {
    let s = 0;
    for (let i = 0; i < 1000; i++) for (const [, v] of Object.entries(o)) s += v;
    sink += s;
  };
});
add('for in of 5 keys', () => {
  const o = { a: 1, b: 2, c: 3, d: 4, e: 5 };
  return () => {
    let s = 0;
    for (let i = 0; i < 1000; i++) for (const k in o) s += o[k];
    sink += s;
  };
});
add('object as dictionary, 1,000 keys read', () => {
  const keys = Array.from({ length: 1000 }, (_, i) => `key${i}`);
  const o = {};
  for (const k of keys) o[k] = 1;
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) s += o[keys[i % 1000]];
    sink += s;
  };
});
add('object of 20 computed keys read', () => {
  const keys = Array.from({ length: 20 }, (_, i) => `key${i}`);
  const o = {};
  for (const k of keys) o[k] = 1;
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) s += o[keys[i % 20]];
    sink += s;
  };
});
add('polymorphic calls', () => {
  class A {
    area() {
      return 1;
    }
  }
  class B {
    area() {
      return 2;
    }
  }
  class C {
    area() {
      return 3;
    }
  }
  class D {
    area() {
      return 4;
    }
  }
  class E {
    area() {
      return 5;
    }
  }
  class F {
    area() {
      return 6;
    }
  }
  const shapes = Array.from({ length: 1000 }, (_, i) => new [A, B, C, D, E, F][i % 6]());
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) s += shapes[i % 1000].area();
    sink += s;
  };
});
add('new of a class with 4 fields', () => {
  class P {
    constructor(x, y) {
      this.x = x;
      this.y = y;
      this.z = 0;
      this.w = null;
    }
  }
  const ring = new Array(64);
  return () => {
    for (let i = 0; i < N; i++) ring[i & 63] = new P(i, i);
  };
});
add('Map of texts, 1,000 read', () => {
  const keys = Array.from({ length: 1000 }, (_, i) => `key${i}`);
  const m = new Map(keys.map((k, i) => [k, i]));
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) s += m.get(keys[i % 1000]);
    sink += s;
  };
});
add('Map of fresh texts, 1,000 read', () => {
  const m = new Map(Array.from({ length: 1000 }, (_, i) => [`${i % 40},${Math.floor(i / 40)}`, i]));
  return () => {
    let s = 0;
    for (let i = 0; i < N; i++) s += m.get(`${i % 40},${i % 25}`) ?? 0;
    sink += s;
  };
});
add('Set of fresh texts, added and asked', () => () => {
  const seen = new Set();
  for (let i = 0; i < 2000; i++) {
    const key = `${i % 100},${i % 70}`;
    if (!seen.has(key)) seen.add(key);
  }
  sink += seen.size;
});
add('Map of 100 numbers built', () => () => {
  for (let k = 0; k < 20; k++) {
    const m = new Map();
    for (let i = 0; i < 100; i++) m.set(i, i);
    sink += m.size;
  }
});
add('counting in a Map', () => {
  const words = Array.from({ length: N }, (_, i) => `w${(i * 7919) % 500}`);
  return () => {
    const counts = new Map();
    for (const w of words) counts.set(w, (counts.get(w) ?? 0) + 1);
    sink += counts.size;
  };
});
add('counting in an object', () => {
  const words = Array.from({ length: N }, (_, i) => `w${(i * 7919) % 500}`);
  return () => {
    const counts = {};
    for (const w of words) counts[w] = (counts[w] || 0) + 1;
    sink += Object.keys(counts).length;
  };
});
add('Map gone through', () => {
  const m = new Map(Array.from({ length: 1000 }, (_, i) => [i, i]));
  return () => {
    let s = 0;
    for (const [k, v] of m) s += k + v;
    sink += s;
  };
});
add('first key of a Map that is used as a queue of 1,000', () => {
  const m = new Map(Array.from({ length: 1000 }, (_, i) => [i, i]));
  let k = 1000;
  return () => {
    for (let i = 0; i < 1000; i++) {
      m.set(k++, 1);
      m.delete(m.keys().next().value);
    }
  };
});
add('first key of a Map that is used as a queue of 10,000', () => {
  const m = new Map(Array.from({ length: 10_000 }, (_, i) => [i, i]));
  let k = 10_000;
  return () => {
    for (let i = 0; i < 1000; i++) {
      m.set(k++, 1);
      m.delete(m.keys().next().value);
    }
  };
});
add('try and catch of an error', () => () => {
  let s = 0;
  for (let i = 0; i < 100; i++) {
    try {
      throw new Error('no');
    } catch (error) {
      s += error.message.length;
    }
  }
  sink += s;
});

// memory read at random: of so many KiB
for (const KIB of [32, 128, 512, 2048, 8192, 32768, 131072, 262144])
  add(`objects linked in random order, ${KIB} KiB`, () => {
    const n = Math.floor((KIB * 1024) / 40);
    const objects = Array.from({ length: n }, (_, i) => ({ next: null, value: i }));
    const order = Uint32Array.from({ length: n }, (_, i) => i);
    const r = random();
    for (let i = n - 1; i > 0; i--) {
      const j = r() % (i + 1);
      const t = order[i];
      order[i] = order[j];
      order[j] = t;
    }
    for (let i = 0; i < n; i++) objects[order[i]].next = objects[order[(i + 1) % n]];
    let at = objects[0];
    return () => {
      let s = 0;
      for (let i = 0; i < 100_000; i++) {
        s += at.value;
        at = at.next;
      }
      sink += s;
    };
  });
for (const KIB of [32, 512, 8192, 131072])
  add(`objects linked in the order made, ${KIB} KiB`, () => {
    const n = Math.floor((KIB * 1024) / 40);
    const objects = Array.from({ length: n }, (_, i) => ({ next: null, value: i }));
    for (let i = 0; i < n; i++) objects[i].next = objects[(i + 1) % n];
    let at = objects[0];
    return () => {
      let s = 0;
      for (let i = 0; i < 100_000; i++) {
        s += at.value;
        at = at.next;
      }
      sink += s;
    };
  });
for (const KIB of [32, 128, 512, 2048, 8192, 32768, 131072, 262144])
  add(`Float64Array read at random, ${KIB} KiB`, () => {
    const a = new Float64Array(KIB * 128).fill(1);
    const m = a.length - 1;
    let x = 1;
    return () => {
      let s = 0;
      for (let i = 0; i < 100_000; i++) {
        x = (Math.imul(x, 1664525) + 1013904223) | 0;
        s += a[(x >>> 5) & m];
      }
      sink += s;
    };
  });
for (const KIB of [32, 128, 512, 2048, 8192, 32768, 131072, 262144])
  add(`objects of an array read at random, ${KIB} KiB`, () => {
    const n = 2 ** Math.floor(Math.log2((KIB * 1024) / 48));
    const a = Array.from({ length: n }, (_, i) => ({ x: i, y: i }));
    const m = n - 1;
    let x = 1;
    return () => {
      let s = 0;
      for (let i = 0; i < 100_000; i++) {
        x = (Math.imul(x, 1664525) + 1013904223) | 0;
        s += a[(x >>> 5) & m].x;
      }
      sink += s;
    };
  });
for (const KIB of [32, 512, 2048, 8192, 32768, 131072])
  add(`Map of numbers read at random, ${KIB} KiB`, () => {
    const n = 2 ** Math.floor(Math.log2((KIB * 1024) / 28));
    const map = new Map();
    for (let i = 0; i < n; i++) map.set(i, i);
    const m = n - 1;
    let x = 1;
    return () => {
      let s = 0;
      for (let i = 0; i < 100_000; i++) {
        x = (Math.imul(x, 1664525) + 1013904223) | 0;
        s += map.get((x >>> 5) & m);
      }
      sink += s;
    };
  });
for (const KIB of [32, 512, 8192, 65536])
  add(`Map of texts read at random, ${KIB} KiB`, () => {
    const n = 2 ** Math.floor(Math.log2((KIB * 1024) / 64));
    const keys = Array.from({ length: n }, (_, i) => `key${i}`);
    const map = new Map(keys.map((key, i) => [key, i]));
    const m = n - 1;
    let x = 1;
    return () => {
      let s = 0;
      for (let i = 0; i < 100_000; i++) {
        x = (Math.imul(x, 1664525) + 1013904223) | 0;
        s += map.get(keys[(x >>> 5) & m]);
      }
      sink += s;
    };
  });
module.exports = { M };
