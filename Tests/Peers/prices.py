"""Made-up prices for the reference vectors: the same on every machine."""
import pathlib

HERE = pathlib.Path(__file__).parent / "vectors"
ROWS = 200
SEED = 20260122


def uniform(seed):
    """SplitMix64 (Steele, Lea and Flood 2014), as numbers from 0 to 1."""
    mask = (1 << 64) - 1
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        z ^= z >> 31
        yield (z >> 11) / (1 << 53)


def main():
    dice = uniform(SEED)

    def roll():
        return next(dice)

    def cents(value):
        return round(value * 4) / 4

    rows = []
    level, market, day = 100.0, 2000.0, 18262  # 2020-01-01
    for index in range(ROWS):
        day += 1
        while (day + 3) % 7 > 4:
            day += 1
        common = 0.03 * (roll() - 0.48)
        opened = cents(level * (1 + 0.01 * (roll() - 0.5)))
        close = opened if roll() < 0.08 else cents(opened * (1 + common + 0.02 * (roll() - 0.5)))
        room = 0.0 if roll() < 0.06 else 0.02
        high = cents(max(opened, close) * (1 + room * roll()))
        low = cents(min(opened, close) * (1 - room * roll()))
        volume = int(1 + 1_000_000 * roll())
        market = round(market * (1 + common + 0.01 * (roll() - 0.5)), 2)
        level = close
        holed = "" if index in (31, 90, 91, 150) else close
        rows.append([day, opened, high, low, close, volume, market, holed])

    HERE.mkdir(exist_ok=True)
    with open(HERE / "prices.tsv", "w") as out:
        print(f"# made-up prices, seed {SEED}: python3 Tests/Peers/prices.py", file=out)
        print("day", "open", "high", "low", "close", "volume", "M", "G", sep="\t", file=out)
        for row in rows:
            print(*row, sep="\t", file=out)


main()
