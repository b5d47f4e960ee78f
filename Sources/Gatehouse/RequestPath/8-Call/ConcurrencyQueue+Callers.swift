/// Callers that come and go.
extension ConcurrencyQueue {
    /// How many callers are remembered of whom no call runs or waits.
    private static let mostIdle = 4_096

    /// The place of a caller: a new one where it has none.
    mutating func place(of caller: RateLimitKey, _ share: ConcurrencyShare) -> Int {
        if let place = places[caller] {
            if callers[place].isIdle {
                callers[place].isIdle = false
                idleCallers -= 1
            }
            return place
        }
        let index = shares.indices.contains(share.index) ? share.index : 0
        let new = Caller(key: caller, share: index, used: shares[index].clock)
        guard let place = freeCallers.popLast() else {
            callers.append(new)
            places[caller] = callers.count - 1
            return callers.count - 1
        }
        callers[place] = new
        places[caller] = place
        return place
    }

    /// Forgets a caller of whom no call runs or waits.
    ///
    /// While others wait, one that has used more than these is remembered, or it would be ahead of them with its next
    /// call as if it had used nothing.
    mutating func forgetIfIdle(_ place: Int) {
        guard callers[place].running == 0, callers[place].waiting == 0, !callers[place].isIdle else { return }
        callers[place].isIdle = true
        idleCallers += 1
        guard waiting > 0, callers[place].used > shares[callers[place].share].clock else {
            forget(place)
            if running == 0, idleCallers > 0 { forgetIdle { _ in true } }
            return
        }
        guard idleCallers > Self.mostIdle else { return }
        let clocks = shares.map(\.clock)
        forgetIdle { $0.used <= clocks[$0.share] }
        if idleCallers > Self.mostIdle / 2 { forgetIdle { _ in true } }
    }

    private mutating func forgetIdle(where condition: (Caller) -> Bool) {
        for place in places.values where callers[place].isIdle && condition(callers[place]) { forget(place) }
    }

    private mutating func forget(_ place: Int) {
        places[callers[place].key] = nil
        idleCallers -= 1
        freeCallers.append(place)
    }
}
