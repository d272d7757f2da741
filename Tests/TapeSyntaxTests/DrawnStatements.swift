extension Drawings {
    /// Errors in statements and in the stages of pipes.
    static let statements = #"""
        > streek rut over spx
        error T0111: unknown verb or statement `streek`
          streek rut over spx
          ~~~~~~
          nearest: streak
        > streek rut
        error T0111: unknown verb or statement `streek`
          streek rut
          ~~~~~~
          nearest: streak
        > please show rut
        error T0111: unknown verb or statement `please`
          please show rut
          ~~~~~~
          example: streak rut over spx since 1990
        > load rut.csv
        error T0106: a path needs double quotes
          load rut.csv
               ~~~~~~~
          example: load "rut.csv"
        > load rut "x.csv"
        error T0106: expected `from` and a file's path, found `"x.csv"`
          load rut "x.csv"
                   ~~~~~~~
          example: load rut from "x.csv"
        > load
        error T0107: `load` needs a path after it
          load
          ~~~~
          example: load "prices.csv"
        > save "x.tape"
        error T0106: `save` alone does not say what to save
          save "x.tape"
               ~~~~~~~~
          example: save market "x.tape"
        > save market
        error T0107: `market` needs a path after it
          save market
               ~~~~~~
          example: save market "my.tape"
        > let x
        error T0106: `x` should be followed by `=` and a value
          let x
              ~
          example: let x = rut / spx
        > let = 5
        error T0106: expected a name, found `=`
          let = 5
              ~
          example: let rel = rut / spx
        > let not = 5
        error T0209: `not` is a word of the language and cannot be a name
          let not = 5
              ~~~
          example: let rel = rut / spx
        > let x = 
        error T0107: `=` needs something after it
          let x = 
                ~
          example: let x = rut
        > let it = 5
        error T0209: `it` is a word of the language and cannot be a name
          let it = 5
              ~~
          example: let rel = rut / spx
        > def f(a, b
        error T0108: this `(` is not closed
          def f(a, b
               ~
          expected: a `)` at the end
        > def f(a, b) a + b
        error T0106: expected `=` and a value, found `a`
          def f(a, b) a + b
                      ~
          example: def f(a, b) = a + b
        > param leader
        error T0106: `leader` should be followed by `:` and a kind
          param leader
                ~~~~~~
          example: param leader: symbol = rut
        > param leader: symbol = 
        error T0107: `=` needs something after it
          param leader: symbol = 
                               ~
          example: param leader: symbol = rut
        > for s mag7 { show s }
        error T0106: expected `in` and a group, found `mag7`
          for s mag7 { show s }
                ~~~~
          example: for s in mag7 { show s }
        > for s in mag7
        error T0106: `mag7` should be followed by `{` and statements
          for s in mag7
                   ~~~~
          example: for s in mag7 { print rut }
        > for s in mag7 { show s
        error T0108: this `{` is not closed
          for s in mag7 { show s
                        ~
          expected: a `}` at the end
        > for s in mag7 { streek s over spx }
        error T0111: unknown verb or statement `streek`
          for s in mag7 { streek s over spx }
                          ~~~~~~
          nearest: streak
        > if rut over spx { print "a" } else
        error T0106: `else` should be followed by `{` and statements
          if rut over spx { print "a" } else
                                        ~~~~
          example: if rut over spx { print "a" } else { print rut }
        > if rut over spx print "a"
        error T0106: `print` begins a new statement
          if rut over spx print "a"
                          ~~~~~
          expected: `{` before it
        > if(rut over spx) { print "a" }
        error T0106: `if(` is a call; the statement has a space after `if`
          if(rut over spx) { print "a" }
          ~~~
          example: if (rut over spx) { print "a" }
        > streak rut over spx |
        error T0107: `|` needs a stage after it
          streak rut over spx |
                              ~
          example: streak rut over spx | top 5
        > streak rut over spx | wher length > 5
        error T0112: unknown pipe stage `wher`
          streak rut over spx | wher length > 5
                                ~~~~
          nearest: where
        > streak rut over spx | since 1990
        error T0112: `since` is a clause: put it before the first `|`
          streak rut over spx | since 1990
                                ~~~~~
          expected: where, sort, top, bottom, select, rename, table, plot, save, as
        > streak rut over spx | where
        error T0107: `where` needs a condition after it
          streak rut over spx | where
                                ~~~~~
          example: streak rut over spx | where length >= 10
        > streak rut over spx | where length >
        error T0107: `>` needs something after it
          streak rut over spx | where length >
                                             ~
          example: streak rut over spx | where length > 10
        > streak rut over spx | sort length
        error T0107: `sort` needs `by` and a column after it
          streak rut over spx | sort length
                                ~~~~
          example: streak rut over spx | sort by length
        > streak rut over spx | sort
        error T0107: `sort` needs `by` and a column after it
          streak rut over spx | sort
                                ~~~~
          example: streak rut over spx | sort by length
        > streak rut over spx | sort by length descending
        error T0106: unknown word `descending`
          streak rut over spx | sort by length descending
                                               ~~~~~~~~~~
          nearest: desc
        > streak rut over spx | select
        error T0107: `select` needs a column after it
          streak rut over spx | select
                                ~~~~~~
          example: streak rut over spx | select from, to, length
        > streak rut over spx | select from,
        error T0107: `,` needs something after it
          streak rut over spx | select from,
                                           ~
          example: streak rut over spx | select from, length
        > streak rut over spx | rename a b
        error T0106: expected `to` and the new name, found `b`
          streak rut over spx | rename a b
                                         ~
          example: streak rut over spx | rename a to b
        > streak rut over spx | save runs.csv
        error T0106: a file's path needs double quotes
          streak rut over spx | save runs.csv
                                     ~~~~~~~~
          example: streak rut over spx | save "runs.csv"
        > streak rut over spx | as
        error T0107: `as` needs a format after it
          streak rut over spx | as
                                ~~
          example: streak rut over spx | as csv
        > rut not up
        error T0111: unknown verb or statement `rut`
          rut not up
          ~~~
          nearest: run
          example: streak rut over spx since 1990
        > rut .high
        error T0111: unknown verb or statement `rut`
          rut .high
          ~~~
          nearest: run
          example: streak rut over spx since 1990
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
          example: streak rut over spx since 1990
        > explain
        error T0107: `explain` needs a query after it
          explain
          ~~~~~~~
          example: explain streak rut over spx
        > set precision -
        error T0107: `-` needs a number after it
          set precision -
                        ~
          example: set precision - 1
        > set precision = 2
        error T0106: unexpected `=`
          set precision = 2
                        ~
          expected: the end of the statement
        > alias rut "^RUT"
        error T0106: expected `=` and a symbol, found `"^RUT"`
          alias rut "^RUT"
                    ~~~~~~
          example: alias rut = "^RUT"
        > alias rut =
        error T0107: `=` needs a symbol after it
          alias rut =
                    ~
          example: alias rut = "^RUT"
        > help (
        error T0106: unexpected `(`
          help (
               ~
          expected: the end of the statement
        > assert
        error T0107: `assert` needs a condition after it
          assert
          ~~~~~~
          example: assert rut over spx
        > assert rut over spx "a" "b"
        error T0106: unexpected `"b"`
          assert rut over spx "a" "b"
                                  ~~~
          expected: the end of the statement
        > run script.tape
        error T0106: a script's path needs double quotes
          run script.tape
              ~~~~~~~~~~~
          example: run "script.tape"
        > let x = streek rut over spx
        error T0111: unknown verb or statement `streek`
          let x = streek rut over spx
                  ~~~~~~
          nearest: streak
        > show rut | filter rut > 5
        error T0112: unknown pipe stage `filter`
          show rut | filter rut > 5
                     ~~~~~~
          nearest: where
        > show rut | order by rut
        error T0112: unknown pipe stage `order`
          show rut | order by rut
                     ~~~~~
          nearest: sort by
        > beats rut spx
        error T0111: unknown verb or statement `beats`
          beats rut spx
          ~~~~~
          example: streak rut over spx since 1990
        > rut vs spx
        error T0111: unknown verb or statement `rut`
          rut vs spx
          ~~~
          nearest: run
          example: streak rut over spx since 1990
        > average ret(rut)
        error T0111: unknown verb or statement `average`
          average ret(rut)
          ~~~~~~~
          nearest: mean
        > show rut | where rut > 5 since 2020
        error T0106: `since` is a clause: put it before the first `|`
          show rut | where rut > 5 since 2020
                                   ~~~~~
          example: streak rut over spx since 1990 | top 5
        > def f(a, 5) = a
        error T0106: expected a parameter's name, found `5`
          def f(a, 5) = a
                   ~
          example: def rel(a, b) = a / b
        > run
        error T0107: `run` needs a script's path after it
          run
          ~~~
          example: run "script.tape"
        > open x.tape
        error T0106: a path needs double quotes
          open x.tape
               ~~~~~~
          example: open "x.tape"
        > alias = "x"
        error T0106: expected a name, found `=`
          alias = "x"
                ~
          example: alias rut = "^RUT"
        > for s in mag7 show s
        error T0106: `show` begins a new statement
          for s in mag7 show s
                        ~~~~
          expected: `{` before it
        > for s in mag7 { show s } show rut
        error T0106: `show` begins a new statement
          for s in mag7 { show s } show rut
                                   ~~~~
          expected: a new line or `;` before it
        > set precision "two" 3
        error T0106: unexpected `3`
          set precision "two" 3
                              ~
          expected: the end of the statement
        """#
}
