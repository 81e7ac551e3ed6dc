import { test } from 'vitest';
import { checkSql } from './sql-statements.test.setup.ts';

test('updates: literals, parameters of every library, quotes of every dialect', () => {
  checkSql({
    "UPDATE orders SET status = 'paid' WHERE id = $1": ['update orders status="paid" | id='],
    "update `orders` set `status` = 'paid', `total` = -1.5 where `id` = ?": ['update orders status="paid" total=-1.5 | id='],
    'UPDATE [dbo].[orders] SET [status] = @p1 WHERE [id] = @p2': ['update dbo.orders status | id='],
    'UPDATE "public"."orders" SET "paidAt" = :paidAt, open = FALSE, note = NULL WHERE "orderId" = :id': ['update public.orders paidAt open=false note=null | orderId='],
    "UPDATE ONLY orders AS o SET status = 'paid'::order_status WHERE o.id = $1::uuid AND o.status = 'new'::text": ['update orders status="paid" | id= status="new"'],
    "UPDATE orders SET note = 'it''s', label = E'a\\'b', status = CAST('paid' AS order_status) WHERE id = 7": ['update orders note="it\'s" label="a\\\\\'b" status="paid" | id=7'],
    'UPDATE orders SET (status, total) = ($1, 3) WHERE id = 1': ['update orders status total=3 | id=1'],
    'UPDATE orders SET status = DEFAULT, at = now(), place = "here"': ['update orders status at place'],
    'UPDATE orders SET paid = true WHERE id = ANY($1::uuid[]) RETURNING id, status': ['update orders paid=true | id='],
    "UPDATE orders SET tags[1] = 'a', address.city = 'Oslo'": ['update orders tags~ city="Oslo"'],
    'UPDATE LOW_PRIORITY IGNORE orders SET n = 1 ORDER BY id LIMIT 1': ['update orders n=1'],
    'UPDATE OR IGNORE orders SET n = 1': ['update orders n=1'],
    "-- pays\n/* the ; order */ UPDATE orders SET status = 'paid -- not ;'": ['update orders status="paid -- not ;"'],
  });
});

test('updates computed from the old value', () => {
  checkSql({
    'UPDATE stock SET available = available - $1 WHERE sku = $2': ['update stock available~ | sku='],
    'UPDATE stock s SET available = s.available - 1, "n" = COALESCE("n", 0) + 1': ['update stock available~ n~'],
    'UPDATE stock SET available = other.available FROM other WHERE other.sku = stock.sku': ['update stock available | sku=', 'read other | sku='],
    'UPDATE stock SET available = (SELECT available + 1 FROM stock WHERE id = 2)': ['update stock available', 'read stock available | id=2'],
    'UPDATE stock SET n += 1': ['update stock n~'],
    "UPDATE jobs SET state = CASE WHEN state = 'new' THEN 'active' ELSE state END, n = length('n'), m = n + 1": ['update jobs state~ n m'],
    "UPDATE users SET data = jsonb_set(data, '{a}', '1')": ['update users data~'],
  });
});

test('conditions: what every row that is hit has', () => {
  checkSql({
    "DELETE FROM jobs WHERE state IN ('done', 'failed') AND tries = 3 AND owner IS NULL AND NOT held AND old": ['delete jobs * | state="done","failed" tries=3 owner=null held=false old=true'],
    "DELETE FROM jobs WHERE state = 'done' OR state = 'failed'": ['delete jobs * | state="done","failed"'],
    "DELETE FROM jobs WHERE (state = 'done' AND id = 1) OR (state = $1 AND tries = 2)": ['delete jobs * | state='],
    "DELETE FROM jobs WHERE state = 'done' OR tries > 3": ['delete jobs *'],
    "DELETE FROM jobs WHERE state <> 'done' AND id > 3 AND at BETWEEN $1 AND $2 AND kind = 'mail'": ['delete jobs * | kind="mail"'],
    "DELETE FROM jobs WHERE 'done' = state AND lower(name) = 'x' AND data->>'a' = 'b'": ['delete jobs * | state="done"'],
    "DELETE FROM jobs WHERE id IN ($1, 'b') AND state IS NOT NULL AND done IS TRUE AND kind IS NOT DISTINCT FROM 'mail'": ['delete jobs * | id= done=true kind="mail"'],
    'DELETE FROM jobs WHERE ((id = 1))': ['delete jobs * | id=1'],
    "DELETE FROM jobs WHERE id IN (SELECT job FROM runs WHERE state = 'dead')": ['delete jobs * | id=', 'read runs job | state="dead"'],
    'DELETE FROM jobs WHERE NOT EXISTS (SELECT 1 FROM runs r WHERE r.job = jobs.id)': ['delete jobs *', 'read runs | job='],
  });
});

test('several tables', () => {
  checkSql({
    "UPDATE jobs SET state = 'active' FROM (SELECT id FROM jobs WHERE state = 'new' FOR UPDATE SKIP LOCKED) next WHERE jobs.id = next.id": ['read jobs id | state="new" | locks', 'update jobs state="active" | id='],
    'UPDATE orders o JOIN bills b ON b.order_id = o.id SET o.paid = 1, b.sent = b.sent + 1 WHERE o.id = ?': ['update orders paid=1 | id=', 'update bills sent~ | order_id='],
    'UPDATE o SET o.paid = 1 FROM orders o JOIN bills b ON b.order_id = o.id WHERE b.sent = 1': ['update orders paid=1 | id=', 'read bills | sent=1 order_id='],
    'DELETE FROM bills USING orders WHERE bills.order_id = orders.id AND orders.closed = true': ['delete bills * | order_id=', 'read orders | id= closed=true'],
    'DELETE b FROM bills b INNER JOIN orders o ON o.id = b.order_id WHERE o.closed = 1': ['delete bills * | order_id=', 'read orders | closed=1 id='],
    'DELETE orders WHERE id = 1': ['delete orders * | id=1'],
    'SELECT o.id, b.total, x FROM orders o LEFT JOIN bills AS b ON b.order_id = o.id WHERE o.status = $1': ['read orders id | status= id=', 'read bills total | order_id='],
    'SELECT * FROM orders, LATERAL (SELECT 1 FROM lines WHERE lines.id = orders.id) l': ['read lines | id=', 'read orders *'],
    'SELECT a.* FROM (orders a JOIN bills b ON a.id = b.id)': ['read orders * | id=', 'read bills | id='],
    'INSERT INTO archive (id, at) SELECT id, now() FROM orders WHERE closed = true': ['create archive id at', 'read orders id | closed=true'],
    'INSERT INTO archive (id) SELECT id FROM orders RETURNING id, at': ['create archive id', 'read orders id'],
    'TRUNCATE TABLE orders, "public".bills RESTART IDENTITY CASCADE': ['delete orders *', 'delete public.bills *'],
    'SELECT id FROM orders UNION ALL (SELECT id FROM carts) EXCEPT SELECT id FROM bills': ['read orders id', 'read carts id', 'read bills id'],
    "BEGIN; UPDATE orders SET n = 1; DELETE FROM bills WHERE id = ';'; COMMIT;": ['update orders n=1', 'delete bills * | id=";"'],
  });
});

test('reading: columns of expressions, and locks', () => {
  checkSql({
    'SELECT id, status AS state, total t FROM orders': ['read orders id status total'],
    'SELECT DISTINCT ON (customer) customer, max(price * 2), count(*), a::int FROM orders': ['read orders customer price a'],
    "SELECT CASE WHEN paid THEN 'a' ELSE note END, o.\"at\" FROM orders o": ['read orders paid note at'],
    'SELECT count(*) FROM orders WHERE id = 1': ['read orders | id=1'],
    'SELECT * EXCEPT (id) FROM events': ['read events *'],
    'SELECT status FROM orders WHERE id = $1 FOR UPDATE': ['read orders status | id= | locks'],
    'SELECT * FROM orders o JOIN bills b ON b.o = o.id FOR NO KEY UPDATE OF o NOWAIT': ['read orders * | id= | locks', 'read bills * | o='],
    'SELECT * FROM orders WHERE id = 1 FOR SHARE': ['read orders * | id=1'],
    'SELECT * FROM orders WITH (UPDLOCK, ROWLOCK) WHERE id = @id': ['read orders * | id= | locks'],
    'SELECT TOP 1 id FROM orders': ['read orders id'],
    'SELECT id FROM orders WHERE a IS DISTINCT FROM b': ['read orders id'],
    'SELECT substring(name FROM 2), extract(epoch FROM at) FROM orders': ['read orders name epoch at'],
    'SELECT now(), nextval(\'ids\')': [],
    'SELECT n FROM generate_series(1, 3) n': [],
  });
});

test('inserts and upserts', () => {
  checkSql({
    "INSERT INTO orders (id, status, n) VALUES ($1, 'new', 0)": ['create orders id status="new" n=0'],
    "INSERT INTO orders (id, status) VALUES (1, 'new'), (2, 'new'), (3, 'new')": ['create orders id status="new"'],
    'INSERT INTO orders VALUES (1, 2)': ['create orders *'],
    'INSERT INTO orders DEFAULT VALUES': ['create orders *'],
    "INSERT INTO orders SET id = ?, status = 'new'": ['create orders id status="new"'],
    'INSERT INTO orders (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING *': ['create orders id'],
    "INSERT INTO stock AS s (sku, n) VALUES ($1, 1) ON CONFLICT (sku) DO UPDATE SET n = s.n + EXCLUDED.n WHERE s.state = 'open'": ['upsert stock n~ sku+ n=1+ | state="open"'],
    'INSERT INTO stock (sku, n) VALUES (?, ?) ON DUPLICATE KEY UPDATE n = n + VALUES(n), sku = VALUES(sku)': ['upsert stock n~ sku'],
    'INSERT OR IGNORE INTO stock (sku) VALUES (?)': ['create stock sku'],
    'INSERT IGNORE INTO stock (sku) VALUES (?)': ['create stock sku'],
    'INSERT OR REPLACE INTO stock (sku, n) VALUES (?, 0)': ['upsert stock sku n=0'],
    'REPLACE INTO stock (sku) VALUES (?)': ['upsert stock sku'],
    "MERGE INTO stock s USING news n ON s.sku = n.sku WHEN MATCHED AND n.gone THEN DELETE WHEN MATCHED THEN UPDATE SET n = s.n + n.n WHEN NOT MATCHED THEN INSERT (sku, state) VALUES (n.sku, 'new')": ['upsert stock n~ sku+ state="new"+ | sku=', 'delete stock * | sku=', 'read news'],
    'COPY orders (id, status) FROM STDIN': ['create orders id status'],
    'INSERT INTO events FORMAT JSONEachRow': ['create events *'],
    "ALTER TABLE events UPDATE state = 'gone' WHERE id = {id: String}": ['update events state="gone" | id='],
    'ALTER TABLE events DELETE WHERE id = 1': ['delete events * | id=1'],
    'ALTER TABLE events ADD COLUMN id text': [],
  });
});

test('WITH: queries that write, and names that are no tables', () => {
  checkSql({
    'WITH gone AS (DELETE FROM carts WHERE id = $1 RETURNING *) INSERT INTO archive SELECT * FROM gone': ['delete carts * | id=', 'create archive *'],
    "WITH RECURSIVE a(id) AS (SELECT id FROM orders), b AS MATERIALIZED (SELECT id FROM a FOR UPDATE) UPDATE orders SET n = 1 FROM b WHERE orders.id = b.id": ['read orders id', 'update orders n=1 | id='],
    'INSERT INTO t (a) WITH x AS (SELECT a FROM s) SELECT a FROM x': ['create t a', 'read s a'],
  });
});

test('what varies: a value, a name, a list, a whole fragment', () => {
  checkSql({
    "UPDATE orders SET status = '*', total = * WHERE id = *": ['update orders status total | id='],
    'UPDATE * SET n = 1 WHERE id = 1': ['update * n=1 | id=1'],
    'UPDATE "*"."orders" SET n = 1': ['update orders n=1'],
    'DELETE FROM orders_* WHERE id = 1': ['delete orders_* * | id=1'],
    'UPDATE orders SET * WHERE id = $1': ['update orders * | id='],
    'UPDATE orders SET n = 1, * WHERE id = $1': ['update orders n=1 * | id='],
    "UPDATE orders SET n = 1 WHERE id = $1 *": ['update orders n=1 | id= | open'],
    'UPDATE orders SET n = 1 WHERE id = $1 AND *': ['update orders n=1 | id= | open'],
    'UPDATE orders SET n = 1 WHERE * AND state = \'new\'': ['update orders n=1 | state="new" | open'],
    'UPDATE orders SET n = 1 *': ['update orders n=1 * |  | open'],
    'UPDATE orders *': ['update orders * |  | open'],
    'UPDATE orders SET "*" = 1, n = n * 2': ['update orders n~ *'],
    'DELETE FROM orders WHERE *': ['delete orders * |  | open'],
    'DELETE FROM orders *': ['delete orders * |  | open'],
    'DELETE FROM orders WHERE id IN (*)': ['delete orders * | id='],
    'SELECT * FROM orders * LIMIT *': ['read orders * |  | open'],
    'SELECT * FROM orders ORDER BY *': ['read orders *'],
    'INSERT INTO orders (*) VALUES (*)': ['create orders *'],
    'INSERT INTO orders (id, *) VALUES *': ['create orders id *'],
    "INSERT INTO orders (id, state) VALUES *": ['create orders id state'],
    'INSERT INTO orders (id) VALUES ($1) ON CONFLICT (id) *': ['upsert orders * id+ |  | open'],
    '* UPDATE orders SET n = 1': ['update orders n=1'],
    'WITH * UPDATE orders SET n = 1': ['update orders n=1'],
    '*': [],
    'SELECT * FROM *': ['read * *'],
    'update ?? set n = 1 where :name: = :id': ['update * n=1'],
  });
});

test('what is no SQL, or of another language', () => {
  checkSql({
    '': [],
    '   ': [],
    'CREATE TABLE orders (id text)': [],
    'DROP TABLE orders': [],
    'EXPLAIN UPDATE orders SET n = 1': [],
    'update your order from here': [],
    'MATCH (o:Order) SET o.n = 1': [],
    'SELECT': [],
    'UPDATE': [],
    'UPDATE SET': [],
    'INSERT': [],
    'DELETE FROM': [],
    'MERGE INTO': [],
    'WITH': [],
  });
});
