import Gatehouse

/// An explanation for people: a line for each step, and below it what was found out.
struct ExplanationText {
    let palette: Palette

    func text(_ explanation: Explanation) -> String {
        var lines: [String] = []
        for (index, step) in explanation.steps.enumerated() {
            let number = String(index + 1)
            let name = step.step.rawValue
            let padded = String(repeating: " ", count: 2 - number.count) + number + " " + name
            let padding = String(repeating: " ", count: max(1, 18 - padded.count))
            lines.append(padded + padding + verdict(step.verdict))
            for fact in step.facts {
                let label = fact.name + ":" + String(repeating: " ", count: max(1, 12 - fact.name.count))
                lines.append("     " + palette.faint(label) + TerminalText.line(fact.value, width: 2_000))
            }
        }
        return lines.joined(separator: "\n") + "\n\n" + end(explanation) + "\n"
    }

    private func verdict(_ verdict: Explanation.Verdict) -> String {
        switch verdict {
        case .refuses: palette.strong("refuses")
        case .notReached: palette.faint("not reached")
        case .open: "open: something decides that was not asked"
        default: palette.string("passes")
        }
    }

    private func end(_ explanation: Explanation) -> String {
        if let step = explanation.steps.first(where: { $0.verdict == .refuses }) {
            return palette.strong("The request would be refused in the step \(step.step.rawValue).")
        }
        if explanation.steps.contains(where: { $0.verdict == .open }) {
            return palette.strong("Nothing that is known refuses the request; functions of the server decide the rest.")
        }
        return palette.strong("The request would be carried out.")
    }
}
