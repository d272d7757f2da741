import Testing

@testable import TapeShell

/// Every path in a script is relative to the script's own folder, wherever the program is started from.
@Suite struct ScriptFolderTests {
    let folder = ScratchFolder()

    /// A folder `desk` with prices, a part, and a script that uses both.
    private func desk() -> String {
        _ = shell("mkdir -p \(folder.path)/desk/parts \(folder.path)/elsewhere")
        _ = folder.file("desk/mine.csv", "Date,Close\n2024-01-02,1\n2024-01-03,2\n2024-01-04,3\n")
        _ = folder.file("desk/parts/mine.csv", "Date,Close\n2024-01-02,1\n2024-01-03,2\n")
        _ = folder.file("desk/parts/part.tape", "load part from \"mine.csv\"\nrun \"../last.tape\"\n")
        _ = folder.file("desk/last.tape", "load again from \"parts/mine.csv\"\n")
        return folder.file(
            "desk/all.tape",
            """
            load "mine.csv"
            run "parts/part.tape"
            print part.close[2024-01-03] + again.close[2024-01-03]
            return mine since 2024-01-02 | save "out.csv"
            save market "kept.tape"
            open "kept.tape"
            symbols
            """)
    }

    @Test func pathsAreRelativeToTheScript() {
        _ = desk()
        let runs = [
            ("elsewhere", "../desk/all.tape"), ("desk", "all.tape"), ("desk", "./all.tape"),
            ("elsewhere", "\(folder.path)/desk/all.tape"),
        ]
        for (place, path) in runs {
            let run = shell(
                "cd \(folder.path)/\(place); \"$TAPE\" run \(path); rm -f ../desk/out.csv ../desk/kept.tape")
            #expect(run.status == 0 && run.errors == "", "\(path): \(run.errors)")
            #expect(run.output.contains("\n4\n") || run.output.contains("\n4.00\n"), "\(path): \(run.output)")
        }
        let run = shell("cd \(folder.path)/elsewhere; \"$TAPE\" ../desk/all.tape; ls; cat ../desk/out.csv")
        #expect(run.output.contains("1 row written to `../desk/out.csv`."))
        #expect(run.output.contains("to `../desk/kept.tape`."))
        #expect(run.output.hasSuffix("symbol,from,to,base,last,change\nmine,2024-01-02,2024-01-04,1,3,2\n"))
        #expect(shell("ls \(folder.path)/elsewhere").output == "")
    }

    /// For text without a path, from standard input or the command line, paths are relative to the current folder.
    @Test func otherPathsAreRelativeToWhereOneIs() {
        _ = desk()
        for line in [
            "\"$TAPE\" -c 'load \"mine.csv\"'", "echo 'load \"mine.csv\"' | \"$TAPE\" run -",
            "echo 'load \"mine.csv\"' | \"$TAPE\"",
            "echo 'symbols' >../elsewhere/s.tape; \"$TAPE\" --data mine.csv ../elsewhere/s.tape",
        ] {
            let run = shell("cd \(folder.path)/desk; \(line)")
            #expect(run.status == 0 && run.errors == "" && run.output.lowercased().contains("mine"), "\(line)")
        }
    }

    @Test func anErrorNamesThePathThatWasTried() {
        _ = desk()
        let script = folder.file("desk/typo.tape", "print 1\nload \"mien.csv\"\n")
        let run = shell("cd \(folder.path)/elsewhere; \"$TAPE\" ../desk/typo.tape")
        #expect(run.status == 1 && run.output == "1\n")
        #expect(run.errors.contains("in ../desk/typo.tape:2:6: ../desk/mien.csv: no such file"))
        #expect(run.errors.contains("nearest: mine.csv"))
        _ = script
    }

    @Test func aScriptThatRunsItselfIsStopped() {
        _ = shell("mkdir -p \(folder.path)/desk/parts")
        _ = folder.file("desk/a.tape", "run \"parts/b.tape\"\n")
        _ = folder.file("desk/parts/b.tape", "run \"../a.tape\"\n")
        let run = shell("cd \(folder.path); \"$TAPE\" desk/a.tape")
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("error T0704 in desk/parts/../"))
    }

    /// A chain of sixteen scripts runs, one of seventeen does not: the script of the command line is the first of them.
    @Test(arguments: [(16, 0), (17, 1)] as [(Int, Int32)])
    func scriptsRunScriptsToALimit(count: Int, status: Int32) {
        for number in 1..<count { _ = folder.file("s\(number).tape", "run \"s\(number + 1).tape\"\n") }
        _ = folder.file("s\(count).tape", "print \"the last\"\n")
        let run = tape([folder.path + "/s1.tape"])
        #expect(run.status == status, "\(run.errors)")
        #expect(run.output == (status == 0 ? "the last\n" : ""))
    }
}
