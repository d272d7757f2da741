extension Drawings {
    /// Errors in queries, clauses and expressions.
    static let queries = #"""
        > streak rut over since 1990
        error T0107: `over` needs something after it
          streak rut over since 1990
                     ~~~~
          example: streak rut over spx since 1990
        > streak rut over
        error T0107: `over` needs something after it
          streak rut over
                     ~~~~
          example: streak rut over spx
        > streak
        error T0107: `streak` needs a condition after it
          streak
          ~~~~~~
          example: streak rut over spx
        > streak since 1990
        error T0107: `streak` needs a condition after it
          streak since 1990
          ~~~~~~
          example: streak rut over spx since 1990
        > streak rut over spx sicne 1990
        error T0109: unknown word `sicne`
          streak rut over spx sicne 1990
                              ~~~~~
          nearest: since
        > show rut spx
        error T0109: unknown clause `spx`
          show rut spx
                   ~~~
          example: show rut, spx
        > show rut,
        error T0107: `,` needs something after it
          show rut,
                  ~
          example: show rut, spx
        > streak rut ovr spx
        error T0109: unknown word `ovr`
          streak rut ovr spx
                     ~~~
          nearest: over, or
        > streak rut spx
        error T0109: unknown clause `spx`
          streak rut spx
                     ~~~
          example: streak rut over spx since 1990
        > streak rut over spx since
        error T0107: `since` needs a date after it
          streak rut over spx since
                              ~~~~~
          example: streak rut over spx since 1990
        > streak rut over spx since 1990 since 2000
        error T0110: the window is already given by `since 1990`
          streak rut over spx since 1990 since 2000
                                         ~~~~~~~~~~
          expected: one of since, until, from … to …, in, last, ytd; since and until may be combined
        > streak rut over spx since 1990 in 2000
        error T0110: the window is already given by `since 1990`
          streak rut over spx since 1990 in 2000
                                         ~~~~~~~
          expected: one of since, until, from … to …, in, last, ytd; since and until may be combined
        > streak rut over spx from 2020
        error T0106: `from` needs `to` and the window's last day
          streak rut over spx from 2020
                              ~~~~
          example: streak rut over spx from 2020 to today
        > streak rut over spx from 2020 to
        error T0107: `to` needs a date after it
          streak rut over spx from 2020 to
                                        ~~
          example: streak rut over spx from 2020 to 2026-01-22
        > streak rut over spx on 2020
        error T0109: unknown word `on`
          streak rut over spx on 2020
                              ~~
          nearest: in
        > return rut last
        error T0107: `last` needs a length of time after it
          return rut last
                     ~~~~
          example: return rut last 3 months
        > return rut ytd qtd
        error T0110: the window is already given by `ytd`
          return rut ytd qtd
                         ~~~
          expected: one of since, until, from … to …, in, last, ytd; since and until may be combined
        > count rut over spx by
        error T0107: `by` needs a bucket after it
          count rut over spx by
                             ~~
          example: count rut over spx by year
        > count rut over spx by day
        error T0106: `day` should be followed by `of week`
          count rut over spx by day
                                ~~~
          example: count rut over spx by day of week
        > count rut over spx by yaer
        error T0106: `yaer` is not a bucket
          count rut over spx by yaer
                                ~~~~
          nearest: year
        > count rut over spx by 5 year
        error T0109: unknown clause `year`
          count rut over spx by 5 year
                                  ~~~~
          example: count rut over spx by year since 2015
        > count rut up 5
        error T0106: the amount after `up` is a percent without a sign
          count rut up 5
                       ~
          example: count rut up 5%
        > count rut up -5%
        error T0106: the amount after `up` is a percent without a sign
          count rut up -5%
                       ~
          example: count rut up 5%
        > count rut at
        error T0107: `at` needs `high` or `low` after it
          count rut at
                    ~~
          example: count rut at high
        > count rut at hihg
        error T0106: expected `high` or `low`, found `hihg`
          count rut at hihg
                       ~~~~
          nearest: high
        > count rut at 52w
        error T0107: `at` needs `high` or `low` after it
          count rut at 52w
                    ~~
          example: count rut at 52w high
        > count rut crosses spx
        error T0106: expected `above` or `below`, found `spx`
          count rut crosses spx
                            ~~~
          example: count rut crosses above spx
        > count rut crosses
        error T0107: `crosses` needs `above` or `below` after it
          count rut crosses
                    ~~~~~~~
          example: count rut crosses above spx
        > count rut between 5
        error T0106: `5` should be followed by `and` and a second value
          count rut between 5
                            ~
          example: count rut between 5 and 70
        > count rut between 5 and
        error T0107: `and` needs something after it
          count rut between 5 and
                              ~~~
          example: count rut between 5 and spx
        > count rut < spx < ndx
        error T0113: comparisons do not chain: join two of them with `and`
          count rut < spx < ndx
                ~~~~~~~~~~~
          example: count rut < spx and spx < ndx
        > count rut over spx over ndx
        error T0113: comparisons do not chain: join two of them with `and`
          count rut over spx over ndx
                ~~~~~~~~~~~~~~~~~
          example: count rut over spx and spx over ndx
        > count rut up over spx
        error T0113: comparisons do not chain: join two of them with `and`
          count rut up over spx
                ~~~~~~~~~~~
          example: count rut up and rut over spx
        > show rsi(rut 14)
        error T0106: unexpected `14`
          show rsi(rut 14)
                       ~~
          example: show rsi(rut, 14)
        > show rsi(rut, 14
        error T0108: this `(` is not closed
          show rsi(rut, 14
                  ~
          expected: a `)` at the end
        > show rsi(rut,)
        error T0107: `,` needs something after it
          show rsi(rut,)
                      ~
          example: show rsi(rut, spx)
        > show rsi (rut, 14)
        error T0106: a call has no space between its name and `(`
          show rsi (rut, 14)
               ~~~~~
          example: show rsi(rut, 14)
        > show (rut over spx since 1990)
        error T0106: `since` is a clause: put it outside the brackets
          show (rut over spx since 1990)
                             ~~~~~
          example: show rut, rut / spx last 10d
        > show rut)
        error T0106: unmatched `)`
          show rut)
                  ~
          expected: the end of the statement
        > show {rut, spx
        error T0108: this `{` is not closed
          show {rut, spx
               ~
          expected: a `}` at the end
        > show {}
        error T0406: this group has no members
          show {}
               ~~
          example: show {rut, spx}
        > show ()
        error T0107: nothing between `(` and `)`
          show ()
               ~
          example: show (rut)
        > show rut[
        error T0107: `[` needs a date after it
          show rut[
                  ~
          example: show rut[2026-01-22]
        > show rut[2020
        error T0108: this `[` is not closed
          show rut[2020
                  ~
          expected: a `]` at the end
        > streak rut over spx as csv
        error T0106: a format goes after a `|`
          streak rut over spx as csv
                              ~~~~~~
          example: streak rut over spx | as csv
        > compare rut spx
        error T0106: expected `with` and a second symbol, found `spx`
          compare rut spx
                      ~~~
          example: compare rut with spx
        > compare rut and spx
        error T0106: expected `with` and a second symbol, found `and`
          compare rut and spx
                      ~~~
          example: compare rut with spx
        > rank mag7
        error T0106: `mag7` should be followed by `by` and what to rank by
          rank mag7
               ~~~~
          example: rank mag7 by return(it, 3m)
        > rank mag7 by
        error T0107: `by` needs what to rank by after it
          rank mag7 by
                    ~~
          example: rank mag7 by return(it, 3m)
        > target rut 3000
        error T0106: expected `to` and a level, found `3000`
          target rut 3000
                     ~~~~
          example: target rut to 3000
        > target rut to
        error T0107: `to` needs a level after it
          target rut to
                     ~~
          example: target rut to 3000
        > breadth
        error T0107: `breadth` needs a group after it
          breadth
          ~~~~~~~
          example: breadth {rut, spx}
        > not
        error T0107: `not` needs a condition after it
          not
          ~~~
          example: not rut over spx
        > rut over not spx
        error T0106: `not` goes before a whole condition; elsewhere it needs brackets
          rut over not spx
                   ~~~
          example: streak not rut over spx
        > rut.
        error T0107: `.` needs a field after it
          rut.
             ~
          example: rut.high
        > streak rut over and spx up
        error T0107: `over` needs something after it
          streak rut over and spx up
                     ~~~~
          example: streak rut over spx and spx up
        > streak rut over spx top
        error T0107: `top` needs a number of rows after it
          streak rut over spx top
                              ~~~
          example: streak rut over spx top 5
        > streak rut over spx including
        error T0107: `including` needs `partial` after it
          streak rut over spx including
                              ~~~~~~~~~
          example: streak rut over spx including partial
        > streak rut over spx where
        error T0107: `where` needs a condition after it
          streak rut over spx where
                              ~~~~~
          example: streak rut over spx where spx down
        > streak rut over spx after
        error T0107: `after` needs a condition after it
          streak rut over spx after
                              ~~~~~
          example: streak rut over spx after rut at 52w high
        > return rut next
        error T0107: `next` needs a length of time after it
          return rut next
                     ~~~~
          example: return rut next 3m
        > return rut next 1m,
        error T0107: `,` needs something after it
          return rut next 1m,
                            ~
          example: return rut next 1m, 3m
        > rut over spx by 5% by 3%
        error T0106: a margin goes right after `A over B` or `A under B`
          rut over spx by 5% by 3%
                             ~~~~~
          example: streak rut over spx by 0.5%
        > rut + 
        error T0107: `+` needs something after it
          rut + 
              ~
          example: rut + spx
        > mean
        error T0107: `mean` needs a series after it
          mean
          ~~~~
          example: mean ret(rut)
        > streak > 5
        error T0107: `streak` needs a condition after it
          streak > 5
          ~~~~~~
          example: streak rut over spx since 1990
        > show rut filter spx up
        error T0109: unknown word `filter`
          show rut filter spx up
                   ~~~~~~
          nearest: where
        > show rut 5
        error T0106: unexpected `5`
          show rut 5
                   ~
          example: show rut, 5
        > show rut since (2020
        error T0108: this `(` is not closed
          show rut since (2020
                         ~
          expected: a `)` at the end
        > streak rut over spx limit 5
        error T0109: unknown word `limit`
          streak rut over spx limit 5
                              ~~~~~
          nearest: top
        > show a between b or c
        error T0106: expected `and` and a second value, found `or`
          show a between b or c
                           ~~
          example: show a between b and c
        > show rut, , spx
        error T0107: `,` needs something after it
          show rut, , spx
                  ~
          example: show rut, spx , spx
        > rank mag7 rsi(it, 14)
        error T0106: expected `by` and what to rank by, found `rsi`
          rank mag7 rsi(it, 14)
                    ~~~
          example: rank mag7 by rsi(it, 14)
        > show rut in the year 2020
        error T0109: unknown clause `year`
          show rut in the year 2020
                          ~~~~
          example: show rut, rut / spx last 10d
        > show rut from 2020 until 2021
        error T0106: `from` needs `to` and the window's last day
          show rut from 2020 until 2021
                             ~~~~~
          example: show rut from 2020 to 2021
        > show rut as off 2020
        error T0106: expected `of`, found `off`
          show rut as off 2020
                      ~~~
          nearest: of
        > count rut crosses over spx
        error T0106: expected `above` or `below`, found `over`
          count rut crosses over spx
                            ~~~~
          example: count rut crosses above spx
        > count rut reaches
        error T0107: `reaches` needs a level after it
          count rut reaches
                    ~~~~~~~
          example: count rut reaches 10
        > streak rut over spx since 1990 weekly monthly
        error T0110: `weekly` is already given
          streak rut over spx since 1990 weekly monthly
                                                ~~~~~~~
          expected: one clause of each kind in a query
        > streak rut over spx top 5 bottom 3
        error T0110: `top 5` is already given
          streak rut over spx top 5 bottom 3
                                    ~~~~~~~~
          expected: one clause of each kind in a query
        > streak rut over spx as of 2020 as of 2021
        error T0110: `as of 2020` is already given
          streak rut over spx as of 2020 as of 2021
                                         ~~~~~~~~~~
          expected: one clause of each kind in a query
        > return rut by year by month
        error T0110: `by year` is already given
          return rut by year by month
                             ~~~~~~~~
          expected: one clause of each kind in a query
        > 10 < rut < 20
        error T0113: comparisons do not chain: join two of them with `and`
          10 < rut < 20
          ~~~~~~~~~~
          example: 10 < rut and rut < 20
        > count rut up by 5%
        error T0106: a margin goes right after `A over B` or `A under B`
          count rut up by 5%
                       ~~~~~
          example: streak rut over spx by 0.5%
        > count rut over
        error T0107: `over` needs something after it
          count rut over
                    ~~~~
          example: count rut over spx
        """#
}
