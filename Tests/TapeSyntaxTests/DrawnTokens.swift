extension Drawings {
    /// Invalid tokens, numbers, dates and durations.
    static let tokens = #"""
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
        error T0104: `22.01.2026` is not a date
          streak rut over spx since 22.01.2026
                                    ~~~~~~~~~~
          example: 2026-01-22
        > streak rut over spx since 2026/01/22
        error T0104: `2026/01/22` is a division; a date is written with dashes
          streak rut over spx since 2026/01/22
                                    ~~~~~~~~~~
          example: 2026-01-22
        > streak rut over spx since 01/22/2026
        error T0104: `01/22/2026` is a division; a date is written with dashes
          streak rut over spx since 01/22/2026
                                    ~~~~~~~~~~
          example: 2026-01-22
        > streak rut over spx since 2026-1-5
        error T0104: `2026-1-5` is not a date
          streak rut over spx since 2026-1-5
                                    ~~~~~~~~
          expected: 2026-01-22, or 2026-01 for the month; subtraction needs spaces
        > streak rut over spx since 1990s
        error T0103: `1990s` is not a number
          streak rut over spx since 1990s
                                    ~~~~~
          expected: 14, 0.5, 2_861, 1e6, 5%, 25bp, 14d, 3w, 3m, 2q or 1y
        > return rut last 1.5m
        error T0105: `1.5m` is not a duration: the count must be a whole number
          return rut last 1.5m
                          ~~~~
          example: 3m
        > return rut last 0d
        error T0105: `0d` is not a duration: the count must be at least 1
          return rut last 0d
                          ~~
          example: 3d
        > return rut last 1.5 months
        error T0105: `1.5 months` is not a duration: the count must be a whole number
          return rut last 1.5 months
                          ~~~~~~~~~~
          example: 3 months
        > count rut == spx
        error T0101: `==` is not valid here: write `=`
          count rut == spx
                    ~~
          example: when rut.close = rut.high
        > count rut <> spx
        error T0101: `<>` is not valid here: write `!=`
          count rut <> spx
                    ~~
          example: when rut.close != rut.high
        > count rut && spx
        error T0101: `&&` is not valid here: write `and`
          count rut && spx
                    ~~
          example: when rut up and spx down
        > count a || b
        error T0101: `||` is not valid here: write `or`
          count a || b
                  ~~
          example: when rut up or spx up
        > count rut != spx !
        error T0101: `!` is not valid here: write `not`
          count rut != spx !
                           ~
          example: when not rut up
        > rut ^ 2
        error T0101: `^` is not an operator
          rut ^ 2
              ~
          example: pow(rut, 2)
        > rut^2
        error T0101: `^` is not an operator
          rut^2
             ~
          example: pow(rut, 2)
        > rut over 'spx'
        error T0101: text needs straight double quotes
          rut over 'spx'
                   ~~~~~
          example: "spx"
        > print “hello”
        error T0101: text needs straight double quotes
          print “hello”
                ~~~~~~~
          example: "hello"
        > print "hello
        error T0102: this text has no closing quote on its line
          print "hello
                ~~~~~~
          expected: a second `"` after the last character of the text
        > 5x
        error T0103: `5x` is not a number
          5x
          ~~
          expected: 14, 0.5, 2_861, 1e6, 5%, 25bp, 14d, 3w, 3m, 2q or 1y
        > 2_
        error T0103: `2_` is not a number
          2_
          ~~
          expected: 14, 0.5, 2_861, 1e6, 5%, 25bp, 14d, 3w, 3m, 2q or 1y
        > 1e999
        error T0103: `1e999` is too large for a number
          1e999
          ~~~~~
          expected: 14, 0.5, 2_861, 1e6, 5%, 25bp, 14d, 3w, 3m, 2q or 1y
        > 3mo
        error T0105: `3mo` is not a duration: write a letter without a space, a word with one
          3mo
          ~~~
          example: 3m
        > $
        error T0101: `$` is not valid here: write it right before a ticker
          $
          ~
          example: streak $RUT over spx
        > `BRK
        error T0102: this symbol has no closing backtick on its line
          `BRK
          ~~~~
          example: `BRK.B`
        > rut ` over
        error T0102: this symbol has no closing backtick on its line
          rut ` over
              ~~~~~~
          example: `BRK.B`
        > @
        error T0101: `@` is not part of the language
          @
          ~
          expected: plain letters; a ticker with other characters needs backticks
        > rut over spx @ since
        error T0101: `@` is not part of the language
          rut over spx @ since
                       ~
          expected: plain letters; a ticker with other characters needs backticks
        > 22 jan
        error T0104: `22 jan` needs a year of four digits
          22 jan
          ~~~~~~
          expected: 22 jan 2026, or jan 2026 for the month
        > show `` over
        error T0101: no symbol between these backticks
          show `` over
               ~~
          example: `BRK.B`
        error T0107: `over` needs something after it
          show `` over
                  ~~~~
          example: show rut, rut / spx last 10d
        > a ? b
        error T0101: `?` is not part of the language
          a ? b
            ~
          expected: plain letters; a ticker with other characters needs backticks
        > show rut last 3 monhts
        error T0105: `monhts` is not a length of time
          show rut last 3 monhts
                          ~~~~~~
          nearest: months
        """#
}
