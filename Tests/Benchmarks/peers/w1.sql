-- sqlite3 with the two files imported as a and b: the longest runs of a over b since 1990.
WITH pair AS (
    SELECT a.Date AS date, a.Close + 0.0 AS x, b.Close + 0.0 AS y FROM a JOIN b USING (Date)),
flags AS (
    SELECT date, x / lag(x) OVER w > y / lag(y) OVER w AS up FROM pair WINDOW w AS (ORDER BY date)),
islands AS (
    SELECT date, up, sum(NOT up) OVER (ORDER BY date) AS island FROM flags WHERE date >= '1990-01-01' AND up IS NOT NULL)
SELECT count(*) || ' ' || min(date) || ' ' || max(date) FROM islands WHERE up GROUP BY island
ORDER BY count(*) DESC, max(date) DESC LIMIT 10;
