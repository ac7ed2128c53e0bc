import fc from "fast-check";
import { expect, test } from "vitest";
import { fairTurns } from "./fair-turns";

const queues = fc.array(fc.record({ atWork: fc.nat(50), waiting: fc.nat(50) }), { maxLength: 6 });

test("no place stays empty, nobody is passed over, and nobody gets one who has more at work than another that waits", () => {
  fc.assert(
    fc.property(queues, fc.nat(120), (given, places) => {
      const chosen = fairTurns(
        given.map(({ atWork, waiting }, at) => ({ atWork, waiting: Array.from({ length: waiting }, (_, n) => ({ at, n })) })),
        places,
      );
      const waiting = given.reduce((sum, each) => sum + each.waiting, 0);
      expect(chosen).toHaveLength(Math.min(places, waiting));
      const got = given.map((_, at) => chosen.filter((each) => each.at === at).map(({ n }) => n));
      for (const [at, ns] of got.entries()) {
        expect(ns).toEqual(ns.map((_, n) => n));
        const mine = (given[at]?.atWork ?? 0) + ns.length;
        const stillWaits = ns.length < (given[at]?.waiting ?? 0);
        for (const [other, theirs] of got.entries())
          if (stillWaits && theirs.length > 0) expect((given[other]?.atWork ?? 0) + theirs.length).toBeLessThanOrEqual(mine + 1);
      }
    }),
  );
});
