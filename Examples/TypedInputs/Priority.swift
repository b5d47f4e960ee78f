import GatehouseMacros

/// Who gives way where two want the same room.
@Schemable
enum Priority: Int {
    case low = 1
    case normal
    case high
}
