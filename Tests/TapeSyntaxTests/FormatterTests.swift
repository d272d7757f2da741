import TapeSyntax
import Testing

@Suite struct FormatterTests {
    func formatted(_ text: String) -> String? { format(Source(text)).text }

    /// A comment in the middle of a statement goes before it, and takes no blank line with it.
    @Test func commentsInsideAStatementGoBeforeIt() {
        #expect(
            formatted("# a\nreturn rut,   # b\n\n    spx\n    # c\n    | top 2\nprint 1\n")
                == "# a\n# b\n# c\nreturn rut, spx | top 2\nprint 1\n")
    }

    @Test func keepsCommentsAndSingleBlankLines() {
        let text = """
            #!/usr/bin/env tape


            # The watch.
            STREAK   rut OVER spx   since 1990   # every day
            let x=rut/spx;let y = x
            for s in {rut,spx} {
              # each

              return s ytd   # now
              # last
            }
            if last_value(rut)>70 { print "a" } else { print "b" }
            if rut up { # why
              print "up"
            } else {
              print "down" # else
              # end
            }
            show rut,   # the index
                spx last 5d

            # done
            """
        let expected = """
            #!/usr/bin/env tape

            # The watch.
            streak rut over spx since 1990  # every day
            let x = rut / spx
            let y = x
            for s in {rut, spx} {
                # each

                return s ytd  # now
                # last
            }
            if last_value(rut) > 70 { print "a" } else { print "b" }
            if rut up {
                # why
                print "up"
            } else {
                print "down"  # else
                # end
            }
            # the index
            show rut, spx last 5d

            # done

            """
        #expect(formatted(text) == expected)
        #expect(formatted(expected) == expected)
    }

    @Test func saysWhyItCannot() {
        let result = format(Source("streak rut over since 1990"))
        #expect(result.text == nil)
        #expect(result.diagnostics.count == 1)
    }

    @Test func emptyStaysEmpty() {
        #expect(formatted("") == "")
        #expect(formatted("\n\n# only\n") == "# only\n")
    }
}
