import { randomKills } from "./randomKills";

randomKills(300);
