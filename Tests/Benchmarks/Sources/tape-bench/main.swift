import Glibc
import Tape

// tape-bench generate FOLDER SYMBOLS [SESSIONS]   made-up prices: px.tpb for the C floor, csv/, long.csv
// tape-bench snapshot FILE.tpb FILE.tape          the same prices as a saved market
// tape-bench serve FILE [THREADS]                 answers workloads on standard input, see `Serve`
// tape-bench guard                                the fixed work that callgrind counts

// As the program `tape` does.
Session.keepFreedMemory()
let arguments = Array(CommandLine.arguments.dropFirst())
switch (arguments.first, arguments.count) {
case ("generate", 3...):
    generate(into: arguments[1], symbols: Int(arguments[2])!, sessions: Int(arguments.dropFirst(3).first ?? "9600")!)
case ("snapshot", 3): saveSnapshot(of: arguments[1], to: arguments[2])
case ("serve", 2...): serve(arguments[1], threads: Int(arguments.dropFirst(2).first ?? "2")!)
default:
    print("usage: tape-bench generate FOLDER SYMBOLS [SESSIONS] | snapshot FILE.tpb FILE.tape | serve FILE [THREADS]")
    exit(2)
}
