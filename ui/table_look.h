#pragma once

class QTableView;

namespace ui {

/// What the tables of live values have in common: whole rows, compact lines of one height, no grid, the last column
/// takes the rest. GUI thread only.
void applyTableLook(QTableView& table);
/// Lines follow the font; called again when it changes.
void fitRowHeight(QTableView& table);

}  // namespace ui
