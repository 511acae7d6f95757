"""Step 4: records as known at a moment become figures. Pure; every figure comes from dated facts."""
