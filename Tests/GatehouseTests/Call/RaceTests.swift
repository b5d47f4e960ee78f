import Testing

@testable import Gatehouse

@Suite("Race")
struct RaceTests {
    @Test("The ending that comes first counts")
    func first() async {
        let race = Race<Int>()
        race.end(.returned(1))
        race.end(.timedOut(after: .zero))
        guard case .returned(1) = await race.wait() else {
            Issue.record("the later ending won")
            return
        }
    }

    @Test("A function that has ended is not given up while what it used is put away")
    func noted() async {
        let race = Race<Int>()
        race.note(.returned(1))
        race.end(.timedOut(after: .zero))
        guard case .returned(1) = await race.wait() else {
            Issue.record("the result was lost")
            return
        }
    }
}
