import TapeShell

runTape()
