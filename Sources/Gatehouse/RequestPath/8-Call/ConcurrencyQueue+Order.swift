/// Who is next, and who has to go.
extension ConcurrencyQueue {
    /// The call whose turn it is among those that could run.
    mutating func next() -> Ticket? {
        var best: (load: Double, turn: Turn)?
        for lane in waitingLanes where lanes[lane].hasRoom {
            for share in shares.indices where shares[share].waiting > 0 {
                guard let turn = firstTurn(lane, share) else { continue }
                let load = Double(shares[share].running + 1) / shares[share].slots
                if let leader = best, (leader.load, leader.turn) < (load, turn) { continue }
                best = (load, turn)
            }
        }
        return best?.turn.ticket
    }

    /// The first turn of a group in a lane whose caller may have one more call running.
    private mutating func firstTurn(_ lane: Int, _ share: Int) -> Turn? {
        while let turn = lanes[lane].turns[share].first {
            if let waiter = waiters[turn.ticket] {
                guard callers[waiter.caller].running >= limits.runningPerCaller else { return turn }
                waiters[turn.ticket]?.isHeld = true
                callers[waiter.caller].held[lane, default: TurnHeap()].insert(turn)
            }
            lanes[lane].turns[share].removeFirst()
        }
        return nil
    }

    /// Lets the first one in each lane of a caller's calls that waited until fewer of them run take part again, where
    /// fewer do. So there is one that could run wherever the lane has room.
    mutating func letGo(_ place: Int) {
        guard callers[place].running < limits.runningPerCaller, !callers[place].held.isEmpty else { return }
        for lane in callers[place].held.keys.sorted() {
            while let turn = callers[place].held[lane]?.removeFirst() {
                guard waiters[turn.ticket] != nil else { continue }
                waiters[turn.ticket]?.isHeld = false
                lanes[lane].turns[callers[place].share].insert(turn)
                break
            }
            if callers[place].held[lane]?.first == nil { callers[place].held[lane] = nil }
        }
    }

    /// A bound of the queue that one more call would exceed.
    struct Exceeded {
        /// The lane whose bound it is; nothing for that of the whole.
        let lane: Int?
        /// Whether the bound is one that was set, and does not follow from how long calls take.
        let isFixed: Bool
    }

    /// The bound that one more call of a lane would exceed, if any.
    func exceeded(_ index: Int, at now: Duration) -> Exceeded? {
        let lane = lanes[index]
        if lane.waiting >= lane.mostWaiting { return Exceeded(lane: index, isFixed: true) }
        if !lane.hasRoom, lane.waiting >= lane.pressure.mostWaiting(for: lane.bound, at: now) {
            return Exceeded(lane: index, isFixed: false)
        }
        if waiting >= limits.waiting { return Exceeded(lane: nil, isFixed: true) }
        guard running >= limits.running, waiting >= pressure.mostWaiting(for: limits.running, at: now) else {
            return nil
        }
        return Exceeded(lane: nil, isFixed: false)
    }

    /// The call that makes room for a newcomer; nothing where that would itself be the last.
    ///
    /// - Parameters:
    ///   - lane: The lane in which there must be room.
    ///   - turn: The newcomer's turn.
    ///   - own: The newcomer's group.
    mutating func last(in lane: Int?, besides turn: Turn, _ own: Int) -> Ticket? {
        var worst = (load: load(own, adding: 1), turn: turn)
        for lane in lane.map({ [$0] }) ?? waitingLanes {
            for share in shares.indices where shares[share].waiting > 0 {
                guard let turn = lastTurn(lane, share) else { continue }
                // The newcomer is of the group, too, whoever of it goes.
                let load = load(share, adding: share == own ? 1 : 0)
                if worst < (load, turn) { worst = (load, turn) }
            }
        }
        return worst.turn == turn ? nil : worst.turn.ticket
    }

    /// What a group has and wants for what it is guaranteed.
    private func load(_ share: Int, adding count: Int) -> Double {
        Double(shares[share].running + shares[share].waiting + count) / shares[share].slots
    }

    private mutating func lastTurn(_ lane: Int, _ share: Int) -> Turn? {
        while let turn = lanes[lane].ends[share].first?.reversed {
            if waiters[turn.ticket] != nil { return turn }
            lanes[lane].ends[share].removeFirst()
        }
        return nil
    }

    /// Forgets the turns of calls that have left, where they are most of those that are kept.
    mutating func tidy(_ lane: Int, _ share: Int, _ caller: Int) {
        let most = 2 * lanes[lane].waiting + 32
        let waiters = waiters
        if lanes[lane].ends[share].count > most {
            lanes[lane].ends[share].keep { waiters[$0.reversed.ticket] != nil }
        }
        if lanes[lane].turns[share].count > most {
            lanes[lane].turns[share].keep { waiters[$0.ticket].map { !$0.isHeld } ?? false }
        }
        if let held = callers[caller].held[lane], held.count > most {
            callers[caller].held[lane]?.keep { waiters[$0.ticket] != nil }
        }
    }

    /// Takes note of whether somebody waits for a slot of the whole or of a lane.
    mutating func notePressure(_ lane: Int, at now: Duration) {
        pressure.note(waiting > 0 && running >= limits.running, at: now)
        lanes[lane].pressure.note(lanes[lane].waiting > 0 && !lanes[lane].hasRoom, at: now)
    }
}
