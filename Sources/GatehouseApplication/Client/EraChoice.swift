import ArgumentParser

/// Which revisions of the protocol a command speaks.
enum EraChoice: String, Sendable, Hashable, CaseIterable, ExpressibleByArgument {
    /// Whatever the server speaks, the latest first.
    case auto
    /// 2026-07-28.
    case modern
    /// 2025-11-25, or an earlier one that the server chooses.
    case legacy
}
