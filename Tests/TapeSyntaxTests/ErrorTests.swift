import TapeSyntax
import Testing

@Suite struct ErrorTests {
    /// Each line, with everything that is said about it.
    @Test func everyErrorIsDrawnAsPinned() {
        for (line, drawing) in ErrorTests.pinned {
            #expect(rendered(line) == drawing)
        }
        #expect(ErrorTests.pinned.count > 150)
    }

    /// What an error offers as an example is free of errors itself.
    @Test func everyExampleReads() {
        for (line, _) in ErrorTests.pinned {
            for advice in parse(Source(line)).diagnostics.flatMap(\.advice) where advice.label == "like" {
                let result = parse(Source(advice.text))
                #expect(result.diagnostics.isEmpty && !result.script.statements.isEmpty, "\(advice.text) for \(line)")
            }
        }
    }

    @Test func everySyntaxErrorIsPinned() {
        let drawn = Set(ErrorTests.pinned.flatMap { parse(Source($0.line)).diagnostics.map(\.code) })
        let syntax = Set(DiagnosticCode.allCases.filter { $0.rawValue.hasPrefix("T01") })
        #expect(drawn.isSuperset(of: syntax))
        #expect(drawn.subtracting(syntax) == [.reserved])
    }

    static let pinned: [(line: String, drawing: String)] = {
        var pairs: [(line: String, drawing: String)] = []
        for line in drawings.split(separator: "\n") {
            if line.hasPrefix("> ") {
                pairs.append((String(line.dropFirst(2)), ""))
            } else if let last = pairs.indices.last {
                pairs[last].drawing += (pairs[last].drawing.isEmpty ? "" : "\n") + line
            }
        }
        return pairs
    }()

    private static let drawings = #"""
        > streak rut over since 1990
        error T0107: `over` needs something on its right
          streak rut over since 1990
                     ~~~~
          like: streak rut over spx since 1990
        > streak rut over
        error T0107: `over` needs something on its right
          streak rut over
                     ~~~~
          like: streak rut over spx
        > streak
        error T0107: `streak` needs a condition on its right
          streak
          ~~~~~~
          like: streak rut over spx
        > streak since 1990
        error T0107: `streak` needs a condition on its right
          streak since 1990
          ~~~~~~
          like: streak rut over spx since 1990
        > streak rut over spx sicne 1990
        error T0109: `sicne` is no word of the language here
          streak rut over spx sicne 1990
                              ~~~~~
          nearest: since
        > streek rut over spx
        error T0111: `streek` is no verb and no statement
          streek rut over spx
          ~~~~~~
          nearest: streak
        > streek rut
        error T0111: `streek` is no verb and no statement
          streek rut
          ~~~~~~
          nearest: streak
        > please show rut
        error T0111: `please` is no verb and no statement
          please show rut
          ~~~~~~
          like: streak rut over spx since 1990
        > show rut spx
        error T0109: `spx` is no clause
          show rut spx
                   ~~~
          like: show rut, spx
        > show rut,
        error T0107: `,` needs something on its right
          show rut,
                  ~
          like: show rut, spx
        > streak rut ovr spx
        error T0109: `ovr` is no word of the language here
          streak rut ovr spx
                     ~~~
          nearest: over, or
        > streak rut spx
        error T0109: `spx` is no clause
          streak rut spx
                     ~~~
          like: streak rut over spx since 1990
        > streak rut over spx since
        error T0107: `since` needs a date on its right
          streak rut over spx since
                              ~~~~~
          like: streak rut over spx since 1990
        > streak rut over spx since 1990 since 2000
        error T0110: the window is already given by `since 1990`
          streak rut over spx since 1990 since 2000
                                         ~~~~~~~~~~
          expected: one of since, until, from … to …, in, last, ytd; since and until may stand together
        > streak rut over spx since 1990 in 2000
        error T0110: the window is already given by `since 1990`
          streak rut over spx since 1990 in 2000
                                         ~~~~~~~
          expected: one of since, until, from … to …, in, last, ytd; since and until may stand together
        > streak rut over spx from 2020
        error T0106: `from` needs `to` and the window's last day
          streak rut over spx from 2020
                              ~~~~
          like: streak rut over spx from 2020 to today
        > streak rut over spx from 2020 to
        error T0107: `to` needs a date on its right
          streak rut over spx from 2020 to
                                        ~~
          like: streak rut over spx from 2020 to 2026-01-22
        > streak rut over spx since 2026-02-30
        error T0104: February 2026 has 28 days
          streak rut over spx since 2026-02-30
                                    ~~~~~~~~~~
          nearest: 2026-02-28
        > streak rut over spx since 30 feb 2026
        error T0104: February 2026 has 28 days
          streak rut over spx since 30 feb 2026
                                    ~~~~~~~~~~~
          nearest: 2026-02-28
        > streak rut over spx since jan 22
        error T0104: `jan 22` needs a year of four digits
          streak rut over spx since jan 22
                                    ~~~~~~
          expected: 22 jan 2026, or jan 2026 for the month
        > streak rut over spx since 22.01.2026
        error T0104: `22.01.2026` is no date
          streak rut over spx since 22.01.2026
                                    ~~~~~~~~~~
          like: 2026-01-22
        > streak rut over spx since 2026/01/22
        error T0104: `2026/01/22` is a division; a date has dashes
          streak rut over spx since 2026/01/22
                                    ~~~~~~~~~~
          like: 2026-01-22
        > streak rut over spx since 01/22/2026
        error T0104: `01/22/2026` is a division; a date has dashes
          streak rut over spx since 01/22/2026
                                    ~~~~~~~~~~
          like: 2026-01-22
        > streak rut over spx since 2026-1-5
        error T0104: `2026-1-5` is no date
          streak rut over spx since 2026-1-5
                                    ~~~~~~~~
          expected: 2026-01-22, or 2026-01 for the month; subtraction takes blanks
        > streak rut over spx since 1990s
        error T0103: `1990s` is no number
          streak rut over spx since 1990s
                                    ~~~~~
          expected: 14, 0.5, 2_861, 1e6, 5%, 25bp, 14d, 3w, 3m, 2q or 1y
        > streak rut over spx on 2020
        error T0109: `on` is no word of the language here
          streak rut over spx on 2020
                              ~~
          nearest: in
        > return rut last 1.5m
        error T0105: `1.5m` is no duration: its count is a whole number
          return rut last 1.5m
                          ~~~~
          like: 3m
        > return rut last 0d
        error T0105: `0d` is no duration: its count is at least 1
          return rut last 0d
                          ~~
          like: 3d
        > return rut last 1.5 months
        error T0105: `1.5 months` is no duration: its count is a whole number
          return rut last 1.5 months
                          ~~~~~~~~~~
          like: 3 months
        > return rut last
        error T0107: `last` needs a length of time on its right
          return rut last
                     ~~~~
          like: return rut last 3 months
        > return rut ytd qtd
        error T0110: the window is already given by `ytd`
          return rut ytd qtd
                         ~~~
          expected: one of since, until, from … to …, in, last, ytd; since and until may stand together
        > count rut over spx by
        error T0107: `by` needs a bucket on its right
          count rut over spx by
                             ~~
          like: count rut over spx by year
        > count rut over spx by day
        error T0106: `day` should be followed by `of week`
          count rut over spx by day
                                ~~~
          like: count rut over spx by day of week
        > count rut over spx by yaer
        error T0106: `yaer` is no bucket
          count rut over spx by yaer
                                ~~~~
          nearest: year
        > count rut over spx by 5 year
        error T0109: `year` is no clause
          count rut over spx by 5 year
                                  ~~~~
          like: count rut over spx by year since 2015
        > count rut up 5
        error T0106: the amount behind `up` is a percent without a sign
          count rut up 5
                       ~
          like: count rut up 5%
        > count rut up -5%
        error T0106: the amount behind `up` is a percent without a sign
          count rut up -5%
                       ~
          like: count rut up 5%
        > count rut at
        error T0107: `at` needs `high` or `low` on its right
          count rut at
                    ~~
          like: count rut at high
        > count rut at hihg
        error T0106: `hihg` stands where `high` or `low` should
          count rut at hihg
                       ~~~~
          nearest: high
        > count rut at 52w
        error T0107: `at` needs `high` or `low` on its right
          count rut at 52w
                    ~~
          like: count rut at 52w high
        > count rut crosses spx
        error T0106: `spx` stands where `above` or `below` should
          count rut crosses spx
                            ~~~
          like: count rut crosses above spx
        > count rut crosses
        error T0107: `crosses` needs `above` or `below` on its right
          count rut crosses
                    ~~~~~~~
          like: count rut crosses above spx
        > count rut between 5
        error T0106: `5` should be followed by `and` and a second value
          count rut between 5
                            ~
          like: count rut between 5 and 70
        > count rut between 5 and
        error T0107: `and` needs something on its right
          count rut between 5 and
                              ~~~
          like: count rut between 5 and spx
        > count rut < spx < ndx
        error T0113: comparisons do not chain: join two of them with `and`
          count rut < spx < ndx
                ~~~~~~~~~~~
          like: count rut < spx and spx < ndx
        > count rut over spx over ndx
        error T0113: comparisons do not chain: join two of them with `and`
          count rut over spx over ndx
                ~~~~~~~~~~~~~~~~~
          like: count rut over spx and spx over ndx
        > count rut up over spx
        error T0113: comparisons do not chain: join two of them with `and`
          count rut up over spx
                ~~~~~~~~~~~
          like: count rut up and rut over spx
        > count rut == spx
        error T0101: `==` is no sign of Tape: write `=`
          count rut == spx
                    ~~
          like: when rut.close = rut.high
        > count rut <> spx
        error T0101: `<>` is no sign of Tape: write `!=`
          count rut <> spx
                    ~~
          like: when rut.close != rut.high
        > count rut && spx
        error T0101: `&&` is no sign of Tape: write `and`
          count rut && spx
                    ~~
          like: when rut up and spx down
        > count a || b
        error T0101: `||` is no sign of Tape: write `or`
          count a || b
                  ~~
          like: when rut up or spx up
        > count rut != spx !
        error T0101: `!` is no sign of Tape: write `not`
          count rut != spx !
                           ~
          like: when not rut up
        > rut ^ 2
        error T0101: there is no `^` operator
          rut ^ 2
              ~
          like: pow(rut, 2)
        > rut^2
        error T0101: there is no `^` operator
          rut^2
             ~
          like: pow(rut, 2)
        > rut over 'spx'
        error T0101: text stands in straight double quotes
          rut over 'spx'
                   ~~~~~
          like: "spx"
        > print “hello”
        error T0101: text stands in straight double quotes
          print “hello”
                ~~~~~~~
          like: "hello"
        > print "hello
        error T0102: this text has no closing quote on its line
          print "hello
                ~~~~~~
          expected: a second `"` behind the last character of the text
        > load rut.csv
        error T0106: a path stands in double quotes
          load rut.csv
               ~~~~~~~
          like: load "rut.csv"
        > load rut "x.csv"
        error T0106: `"x.csv"` stands where `from` and a file's path should
          load rut "x.csv"
                   ~~~~~~~
          like: load rut from "x.csv"
        > load
        error T0107: `load` needs a path on its right
          load
          ~~~~
          like: load "prices.csv"
        > save "x.tape"
        error T0106: `save` alone does not say what to save
          save "x.tape"
               ~~~~~~~~
          like: save market "x.tape"
        > save market
        error T0107: `market` needs a path on its right
          save market
               ~~~~~~
          like: save market "my.tape"
        > let x
        error T0106: `x` should be followed by `=` and a value
          let x
              ~
          like: let x = rut / spx
        > let = 5
        error T0106: `=` stands where a name should
          let = 5
              ~
          like: let rel = rut / spx
        > let not = 5
        error T0209: `not` has a meaning of its own and cannot be a name
          let not = 5
              ~~~
          like: let rel = rut / spx
        > let x = 
        error T0107: `=` needs something on its right
          let x = 
                ~
          like: let x = rut
        > let it = 5
        error T0209: `it` has a meaning of its own and cannot be a name
          let it = 5
              ~~
          like: let rel = rut / spx
        > def f(a, b
        error T0108: this `(` is not closed
          def f(a, b
               ~
          expected: a `)` at the end
        > def f(a, b) a + b
        error T0106: `a` stands where `=` and a value should
          def f(a, b) a + b
                      ~
          like: def f(a, b) = a + b
        > param leader
        error T0106: `leader` should be followed by `:` and a kind
          param leader
                ~~~~~~
          like: param leader: symbol = rut
        > param leader: symbol = 
        error T0107: `=` needs something on its right
          param leader: symbol = 
                               ~
          like: param leader: symbol = rut
        > for s mag7 { show s }
        error T0106: `mag7` stands where `in` and a group should
          for s mag7 { show s }
                ~~~~
          like: for s in mag7 { show s }
        > for s in mag7
        error T0106: `mag7` should be followed by `{` and statements
          for s in mag7
                   ~~~~
          like: for s in mag7 { print rut }
        > for s in mag7 { show s
        error T0108: this `{` is not closed
          for s in mag7 { show s
                        ~
          expected: a `}` at the end
        > for s in mag7 { streek s over spx }
        error T0111: `streek` is no verb and no statement
          for s in mag7 { streek s over spx }
                          ~~~~~~
          nearest: streak
        > if rut over spx { print "a" } else
        error T0106: `else` should be followed by `{` and statements
          if rut over spx { print "a" } else
                                        ~~~~
          like: if rut over spx { print "a" } else { print rut }
        > if rut over spx print "a"
        error T0106: `print` begins a statement of its own
          if rut over spx print "a"
                          ~~~~~
          expected: `{` before it
        > if(rut over spx) { print "a" }
        error T0106: `if(` is a call; the statement has a blank behind `if`
          if(rut over spx) { print "a" }
          ~~~
          like: if (rut over spx) { print "a" }
        > show rsi(rut 14)
        error T0106: `14` has no place here
          show rsi(rut 14)
                       ~~
          like: show rsi(rut, 14)
        > show rsi(rut, 14
        error T0108: this `(` is not closed
          show rsi(rut, 14
                  ~
          expected: a `)` at the end
        > show rsi(rut,)
        error T0107: `,` needs something on its right
          show rsi(rut,)
                      ~
          like: show rsi(rut, spx)
        > show rsi (rut, 14)
        error T0106: a call has no blank between its name and `(`
          show rsi (rut, 14)
               ~~~~~
          like: show rsi(rut, 14)
        > show (rut over spx since 1990)
        error T0106: `since` is a clause and stands outside of brackets
          show (rut over spx since 1990)
                             ~~~~~
          like: show rut, rut / spx last 10d
        > show rut)
        error T0106: this `)` closes nothing
          show rut)
                  ~
          expected: the end of the statement
        > show {rut, spx
        error T0108: this `{` is not closed
          show {rut, spx
               ~
          expected: a `}` at the end
        > show {}
        error T0107: a group needs a member
          show {}
               ~
          like: show {rut, spx}
        > show ()
        error T0107: there is nothing between `(` and `)`
          show ()
               ~
          like: show (rut)
        > show rut[
        error T0107: `[` needs a date on its right
          show rut[
                  ~
          like: show rut[2026-01-22]
        > show rut[2020
        error T0108: this `[` is not closed
          show rut[2020
                  ~
          expected: a `]` at the end
        > streak rut over spx |
        error T0107: `|` needs a stage on its right
          streak rut over spx |
                              ~
          like: streak rut over spx | top 5
        > streak rut over spx | wher length > 5
        error T0112: `wher` is no stage of a pipe
          streak rut over spx | wher length > 5
                                ~~~~
          nearest: where
        > streak rut over spx | since 1990
        error T0112: `since` is a clause and stands before the first `|`
          streak rut over spx | since 1990
                                ~~~~~
          expected: where, sort, top, bottom, select, rename, plot, save, as
        > streak rut over spx | where
        error T0107: `where` needs a condition on its right
          streak rut over spx | where
                                ~~~~~
          like: streak rut over spx | where length >= 10
        > streak rut over spx | where length >
        error T0107: `>` needs something on its right
          streak rut over spx | where length >
                                             ~
          like: streak rut over spx | where length > 10
        > streak rut over spx | sort length
        error T0107: `sort` needs `by` and a column on its right
          streak rut over spx | sort length
                                ~~~~
          like: streak rut over spx | sort by length
        > streak rut over spx | sort
        error T0107: `sort` needs `by` and a column on its right
          streak rut over spx | sort
                                ~~~~
          like: streak rut over spx | sort by length
        > streak rut over spx | sort by length descending
        error T0106: `descending` is no word of the language here
          streak rut over spx | sort by length descending
                                               ~~~~~~~~~~
          nearest: desc
        > streak rut over spx | select
        error T0107: `select` needs a column on its right
          streak rut over spx | select
                                ~~~~~~
          like: streak rut over spx | select from, to, length
        > streak rut over spx | select from,
        error T0107: `,` needs something on its right
          streak rut over spx | select from,
                                           ~
          like: streak rut over spx | select from, length
        > streak rut over spx | rename a b
        error T0106: `b` stands where `to` and the new name should
          streak rut over spx | rename a b
                                         ~
          like: streak rut over spx | rename a to b
        > streak rut over spx | save runs.csv
        error T0106: a file's path stands in double quotes
          streak rut over spx | save runs.csv
                                     ~~~~~~~~
          like: streak rut over spx | save "runs.csv"
        > streak rut over spx | as
        error T0107: `as` needs a format on its right
          streak rut over spx | as
                                ~~
          like: streak rut over spx | as csv
        > streak rut over spx as csv
        error T0106: a format stands behind a `|`
          streak rut over spx as csv
                              ~~~~~~
          like: streak rut over spx | as csv
        > compare rut spx
        error T0106: `spx` stands where `with` and a second symbol should
          compare rut spx
                      ~~~
          like: compare rut with spx
        > compare rut and spx
        error T0106: `and` stands where `with` and a second symbol should
          compare rut and spx
                      ~~~
          like: compare rut with spx
        > rank mag7
        error T0106: `mag7` should be followed by `by` and what to rank by
          rank mag7
               ~~~~
          like: rank mag7 by return(it, 3m)
        > rank mag7 by
        error T0107: `by` needs what to rank by on its right
          rank mag7 by
                    ~~
          like: rank mag7 by return(it, 3m)
        > target rut 3000
        error T0106: `3000` stands where `to` and a level should
          target rut 3000
                     ~~~~
          like: target rut to 3000
        > target rut to
        error T0107: `to` needs a level on its right
          target rut to
                     ~~
          like: target rut to 3000
        > breadth
        error T0107: `breadth` needs a group on its right
          breadth
          ~~~~~~~
          like: breadth {rut, spx}
        > not
        error T0107: `not` needs a condition on its right
          not
          ~~~
          like: not rut over spx
        > rut not up
        error T0111: `rut` is no verb and no statement
          rut not up
          ~~~
          nearest: run
          like: streak rut over spx since 1990
        > rut over not spx
        error T0106: `not` stands before a whole condition; elsewhere it takes brackets
          rut over not spx
                   ~~~
          like: streak not rut over spx
        > 5x
        error T0103: `5x` is no number
          5x
          ~~
          expected: 14, 0.5, 2_861, 1e6, 5%, 25bp, 14d, 3w, 3m, 2q or 1y
        > 2_
        error T0103: `2_` is no number
          2_
          ~~
          expected: 14, 0.5, 2_861, 1e6, 5%, 25bp, 14d, 3w, 3m, 2q or 1y
        > 1e999
        error T0103: `1e999` is too large for a number
          1e999
          ~~~~~
          expected: 14, 0.5, 2_861, 1e6, 5%, 25bp, 14d, 3w, 3m, 2q or 1y
        > 3mo
        error T0105: `3mo` is no duration: a letter is glued to its count, a word takes a blank
          3mo
          ~~~
          like: 3m
        > $
        error T0101: `$` is no sign of Tape: write it right before a ticker
          $
          ~
          like: streak low over $ON
        > `BRK
        error T0102: this symbol has no closing backtick on its line
          `BRK
          ~~~~
          like: `BRK.B`
        > rut ` over
        error T0102: this symbol has no closing backtick on its line
          rut ` over
              ~~~~~~
          like: `BRK.B`
        > @
        error T0101: `@` is no part of the language
          @
          ~
          expected: plain letters; a ticker with other characters stands in backticks
        > rut over spx @ since
        error T0101: `@` is no part of the language
          rut over spx @ since
                       ~
          expected: plain letters; a ticker with other characters stands in backticks
        > rut.
        error T0107: `.` needs a field on its right
          rut.
             ~
          like: rut.high
        > rut .high
        error T0111: `rut` is no verb and no statement
          rut .high
          ~~~
          nearest: run
          like: streak rut over spx since 1990
        > ) rut
        error T0111: `)` cannot begin a statement
          ) rut
          ~
          expected: a verb such as streak, a statement such as let, or a value such as rut / spx
        > = 5
        error T0111: `=` cannot begin a statement
          = 5
          ~
          expected: a verb such as streak, a statement such as let, or a value such as rut / spx
        > | top 5
        error T0111: `|` cannot begin a statement
          | top 5
          ~
          expected: a verb such as streak, a statement such as let, or a value such as rut / spx
        > as of 2020
        error T0111: `as` begins a clause; a statement begins with a verb
          as of 2020
          ~~
          like: streak rut over spx since 1990
        > streak rut over and spx up
        error T0107: `over` needs something on its right
          streak rut over and spx up
                     ~~~~
          like: streak rut over spx and spx up
        > explain
        error T0107: `explain` needs a query on its right
          explain
          ~~~~~~~
          like: explain streak rut over spx
        > set precision -
        error T0107: `-` needs a number on its right
          set precision -
                        ~
          like: set precision - 1
        > set precision = 2
        error T0106: `=` has no place here
          set precision = 2
                        ~
          expected: the end of the statement
        > alias rut "^RUT"
        error T0106: `"^RUT"` stands where `=` and a symbol should
          alias rut "^RUT"
                    ~~~~~~
          like: alias rut = "^RUT"
        > alias rut =
        error T0107: `=` needs a symbol on its right
          alias rut =
                    ~
          like: alias rut = "^RUT"
        > help (
        error T0106: `(` has no place here
          help (
               ~
          expected: the end of the statement
        > assert
        error T0107: `assert` needs a condition on its right
          assert
          ~~~~~~
          like: assert rut over spx
        > assert rut over spx "a" "b"
        error T0106: `"b"` has no place here
          assert rut over spx "a" "b"
                                  ~~~
          expected: the end of the statement
        > run script.tape
        error T0106: a script's path stands in double quotes
          run script.tape
              ~~~~~~~~~~~
          like: run "script.tape"
        > streak rut over spx top
        error T0107: `top` needs a number of rows on its right
          streak rut over spx top
                              ~~~
          like: streak rut over spx top 5
        > streak rut over spx including
        error T0107: `including` needs `partial` on its right
          streak rut over spx including
                              ~~~~~~~~~
          like: streak rut over spx including partial
        > streak rut over spx where
        error T0107: `where` needs a condition on its right
          streak rut over spx where
                              ~~~~~
          like: streak rut over spx where spx down
        > streak rut over spx after
        error T0107: `after` needs a condition on its right
          streak rut over spx after
                              ~~~~~
          like: streak rut over spx after rut at 52w high
        > return rut next
        error T0107: `next` needs a length of time on its right
          return rut next
                     ~~~~
          like: return rut next 3m
        > return rut next 1m,
        error T0107: `,` needs something on its right
          return rut next 1m,
                            ~
          like: return rut next 1m, 3m
        > rut over spx by 5% by 3%
        error T0106: a margin stands right behind `A over B` or `A under B`
          rut over spx by 5% by 3%
                             ~~~~~
          like: streak rut over spx by 0.5%
        > rut + 
        error T0107: `+` needs something on its right
          rut + 
              ~
          like: rut + spx
        > mean
        error T0107: `mean` needs a series on its right
          mean
          ~~~~
          like: mean ret(rut)
        > streak > 5
        error T0107: `streak` needs a condition on its right
          streak > 5
          ~~~~~~
          like: streak rut over spx since 1990
        > 22 jan
        error T0104: `22 jan` needs a year of four digits
          22 jan
          ~~~~~~
          expected: 22 jan 2026, or jan 2026 for the month
        > show `` over
        error T0101: there is no symbol between these backticks
          show `` over
               ~~
          like: `BRK.B`
        error T0107: `over` needs something on its right
          show `` over
                  ~~~~
          like: show rut, rut / spx last 10d
        > let x = streek rut over spx
        error T0111: `streek` is no verb and no statement
          let x = streek rut over spx
                  ~~~~~~
          nearest: streak
        > show rut filter spx up
        error T0109: `filter` is no word of the language here
          show rut filter spx up
                   ~~~~~~
          nearest: where
        > show rut | filter rut > 5
        error T0112: `filter` is no stage of a pipe
          show rut | filter rut > 5
                     ~~~~~~
          nearest: where
        > show rut | order by rut
        error T0112: `order` is no stage of a pipe
          show rut | order by rut
                     ~~~~~
          nearest: sort by
        > beats rut spx
        error T0111: `beats` is no verb and no statement
          beats rut spx
          ~~~~~
          like: streak rut over spx since 1990
        > rut vs spx
        error T0111: `rut` is no verb and no statement
          rut vs spx
          ~~~
          nearest: run
          like: streak rut over spx since 1990
        > average ret(rut)
        error T0111: `average` is no verb and no statement
          average ret(rut)
          ~~~~~~~
          nearest: mean
        > show rut 5
        error T0106: `5` has no place here
          show rut 5
                   ~
          like: show rut, 5
        > show rut since (2020
        error T0108: this `(` is not closed
          show rut since (2020
                         ~
          expected: a `)` at the end
        > streak rut over spx limit 5
        error T0109: `limit` is no word of the language here
          streak rut over spx limit 5
                              ~~~~~
          nearest: top
        > show a between b or c
        error T0106: `or` stands where `and` and a second value should
          show a between b or c
                           ~~
          like: show a between b and c
        > show rut | where rut > 5 since 2020
        error T0106: `since` is a clause and stands before the first `|`
          show rut | where rut > 5 since 2020
                                   ~~~~~
          like: streak rut over spx since 1990 | top 5
        > def f(a, 5) = a
        error T0106: `5` stands where a parameter's name should
          def f(a, 5) = a
                   ~
          like: def rel(a, b) = a / b
        > run
        error T0107: `run` needs a script's path on its right
          run
          ~~~
          like: run "script.tape"
        > open x.tape
        error T0106: a path stands in double quotes
          open x.tape
               ~~~~~~
          like: open "x.tape"
        > alias = "x"
        error T0106: `=` stands where a name should
          alias = "x"
                ~
          like: alias rut = "^RUT"
        > for s in mag7 show s
        error T0106: `show` begins a statement of its own
          for s in mag7 show s
                        ~~~~
          expected: `{` before it
        > for s in mag7 { show s } show rut
        error T0106: `show` begins a statement of its own
          for s in mag7 { show s } show rut
                                   ~~~~
          expected: a new line or `;` before it
        > a ? b
        error T0101: `?` is no part of the language
          a ? b
            ~
          expected: plain letters; a ticker with other characters stands in backticks
        > show rut, , spx
        error T0107: `,` needs something on its right
          show rut, , spx
                  ~
          like: show rut, spx , spx
        > rank mag7 rsi(it, 14)
        error T0106: `rsi` stands where `by` and what to rank by should
          rank mag7 rsi(it, 14)
                    ~~~
          like: rank mag7 by rsi(it, 14)
        > show rut last 3 monhts
        error T0105: `monhts` is no length of time
          show rut last 3 monhts
                          ~~~~~~
          nearest: months
        > show rut in the year 2020
        error T0109: `year` is no clause
          show rut in the year 2020
                          ~~~~
          like: show rut, rut / spx last 10d
        > show rut from 2020 until 2021
        error T0106: `from` needs `to` and the window's last day
          show rut from 2020 until 2021
                             ~~~~~
          like: show rut from 2020 to 2021
        > show rut as off 2020
        error T0106: `off` stands where `of` should
          show rut as off 2020
                      ~~~
          nearest: of
        > count rut crosses over spx
        error T0106: `over` stands where `above` or `below` should
          count rut crosses over spx
                            ~~~~
          like: count rut crosses above spx
        > count rut reaches
        error T0107: `reaches` needs a level on its right
          count rut reaches
                    ~~~~~~~
          like: count rut reaches 10
        > streak rut over spx since 1990 weekly monthly
        error T0110: `weekly` already stands before it
          streak rut over spx since 1990 weekly monthly
                                                ~~~~~~~
          expected: one clause of a kind in a query
        > streak rut over spx top 5 bottom 3
        error T0110: `top 5` already stands before it
          streak rut over spx top 5 bottom 3
                                    ~~~~~~~~
          expected: one clause of a kind in a query
        > streak rut over spx as of 2020 as of 2021
        error T0110: `as of 2020` already stands before it
          streak rut over spx as of 2020 as of 2021
                                         ~~~~~~~~~~
          expected: one clause of a kind in a query
        > return rut by year by month
        error T0110: `by year` already stands before it
          return rut by year by month
                             ~~~~~~~~
          expected: one clause of a kind in a query
        > 10 < rut < 20
        error T0113: comparisons do not chain: join two of them with `and`
          10 < rut < 20
          ~~~~~~~~~~
          like: 10 < rut and rut < 20
        > count rut up by 5%
        error T0106: a margin stands right behind `A over B` or `A under B`
          count rut up by 5%
                       ~~~~~
          like: streak rut over spx by 0.5%
        > count rut over
        error T0107: `over` needs something on its right
          count rut over
                    ~~~~
          like: count rut over spx
        > set precision "two" 3
        error T0106: `3` has no place here
          set precision "two" 3
                              ~
          expected: the end of the statement
        """#
}
